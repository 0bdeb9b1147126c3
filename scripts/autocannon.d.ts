declare module 'autocannon' {
  /** Of a run: what `bench:gateway` reads of it. */
  export interface Result {
    /** Milliseconds. */
    latency: { p50: number; p99: number; max: number };
    requests: { average: number; total: number };
    /** In seconds. */
    duration: number;
    errors: number;
    timeouts: number;
    non2xx: number;
    '2xx': number;
  }

  export interface Options {
    url: string;
    connections: number;
    /** In seconds; either this or an amount. */
    duration?: number;
    amount?: number;
    requests: { method?: string; path: string; headers: Record<string, string> }[];
  }

  export default function autocannon(options: Options): Promise<Result>;
}
