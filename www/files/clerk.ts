// Gives files to a worker and hands back what it says, one promise a task. Cancelling ends the worker at once.

import type { Failure } from '../job';
import type { Reason } from './formats';
import type { Answer, Cleaned, Look, Task } from './protocol';

/** Why a task came to nothing: the file's fault, or the core's. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
  constructor(
    readonly reason: Reason | null,
    readonly failure: Failure | null,
  ) {
    super(reason?.code ?? failure?.message ?? '');
  }
}

export interface Heard {
  look?(look: Look): void;
  text?(text: string): void;
  progress?(done: number, total: number): void;
}

export type Opened = Extract<Answer, { is: 'opened' }>;

export class Clerk {
  /** A worker without work. */
  #idle: Worker | null = null;

  constructor(private readonly make: () => Worker) {}

  open(task: Extract<Task, { kind: 'open' }>, heard: Heard, signal: AbortSignal): Promise<Opened> {
    return this.#do(task, heard, signal, (answer) => (answer.is === 'opened' ? answer : null));
  }

  clean(task: Extract<Task, { kind: 'clean' }>, heard: Heard, signal: AbortSignal): Promise<Cleaned> {
    return this.#do(task, heard, signal, (answer) => (answer.is === 'cleaned' ? answer.cleaned : null));
  }

  zip(files: Extract<Task, { kind: 'zip' }>['files'], signal: AbortSignal): Promise<Blob> {
    return this.#do({ kind: 'zip', files }, {}, signal, (answer) => (answer.is === 'zipped' ? answer.blob : null));
  }

  #do<T>(task: Task, heard: Heard, signal: AbortSignal, result: (answer: Answer) => T | null): Promise<T> {
    return new Promise((done, fail) => {
      signal.throwIfAborted();
      const worker = this.#idle ?? this.make();
      this.#idle = null;
      const end = (sound: boolean) => {
        signal.removeEventListener('abort', cancel);
        worker.onmessage = worker.onerror = null;
        if (sound && !this.#idle) this.#idle = worker;
        else worker.terminate();
      };
      const cancel = () => {
        end(false);
        fail(signal.reason as Error);
      };
      signal.addEventListener('abort', cancel);
      worker.onerror = (event) => {
        event.preventDefault();
        end(false);
        fail(new NotDone(null, { name: 'Error', message: event.message }));
      };
      worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.kind !== 'file') return;
        if (data.is === 'look') heard.look?.(data.look);
        else if (data.is === 'text') heard.text?.(data.text);
        else if (data.is === 'progress') heard.progress?.(data.done, data.total);
        else if (data.is === 'refused') {
          end(true);
          fail(new NotDone(data.reason, null));
        } else if (data.is === 'failed') {
          end(false);
          fail(new NotDone(null, data.failure));
        } else {
          end(true);
          done(result(data) as T);
        }
      };
      worker.postMessage({ kind: 'file', task });
    });
  }
}
