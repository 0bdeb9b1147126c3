// `rollup -c` builds all three forms, without the types; `npm run build` (scripts/build.ts) is the whole build.
import { gatewayForm, npmForm, pageForm } from './scripts/build-forms.ts';

export default [npmForm(), pageForm(), gatewayForm()];
