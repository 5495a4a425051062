/** Secrets by name ("shop.main.token", "customer-hash-key"). From the environment, a 0600 file, or a credential command. */
export interface Secrets {
  /** The secret, or null when there is none. */
  get(name: string): Promise<string | null>;
  /** Keeps a secret in the home's 0600 file. */
  set(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}
