/** A step of the schema. One that has been released is never changed: another one follows it. */
export interface Migration {
  /** Its number and what it is for; the database remembers it by this name. */
  name: string;
  /** One statement each. They run in one transaction. */
  statements: readonly string[];
}
