/** Everything a command may touch besides the file system, so that tests can stand in for it. */
export interface Terminal {
  /** Absolute. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly outputIsTerminal: boolean;
  readonly errorsAreTerminal: boolean;
  /** Of the error output. */
  readonly columns: number;
  write(text: string): void;
  writeError(text: string): void;
  /** Standard input to its end. Throws where there is none. */
  readInput(): string;
  /** Milliseconds from any fixed point. */
  now(): number;
}

/** 0 clean, 1 findings, 2 misuse or an input that could not be read. */
export type ExitCode = 0 | 1 | 2;
