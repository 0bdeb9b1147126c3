/** What tabs tell each other. Nothing in it is personal, and none of it is believed: who hears "signed in" asks the gateway. */
export type TabMessage =
  | { type: 'signed-in' }
  | { type: 'signed-out' }
  | { type: 'subscription'; subscription: string }
  | { type: 'locale'; locale: string }
  | { type: 'theme'; theme: string };

/** A channel to the other tabs of the same session; silent where the browser has none. */
export function openTabChannel(
  name: string,
  onMessage: (message: TabMessage) => void,
): { post: (message: TabMessage) => void; close: () => void } {
  const silent = { post: () => undefined, close: () => undefined };
  if (typeof BroadcastChannel === 'undefined') return silent;
  let channel: BroadcastChannel;
  try {
    channel = new BroadcastChannel(name);
  } catch {
    // Refused in some sandboxed frames: tabs go their own ways.
    return silent;
  }
  channel.onmessage = (event: MessageEvent<TabMessage>) => onMessage(event.data);
  return {
    post: (message) => {
      try {
        channel.postMessage(message);
      } catch {
        // Closed with its store: whoever still holds that must be able to sign out.
      }
    },
    close: () => channel.close(),
  };
}
