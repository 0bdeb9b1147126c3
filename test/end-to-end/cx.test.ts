import './scenarios/cancellation.ts';
