import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describeError } from '../bridge/kernel/errors.js';
import type { RecordingRecord, RecordingSink } from '../bridge/ports/recordings.js';
import { type Mp3Scan, Mp3Scanner } from './mp3/scan.js';

/** What can be wrong with a recording's file. Scripts may rely on these words. */
export type RecordingFault =
  | 'missing'
  | 'unreadable'
  | 'size'
  | 'checksum'
  | 'length'
  | 'no-audio'
  | 'damaged'
  | 'cut-short'
  | 'wrong-header';

export interface Verification {
  readonly id: string;
  readonly faults: readonly { readonly fault: RecordingFault; readonly text: string }[];
  readonly bytes: number;
  readonly frames: number;
  /** That the file decodes to. */
  readonly samples: number;
  readonly sampleRate: number;
}

/** The encoder's own delay, and what fills its last frame up, where the file does not tell them. */
const framesOfSlack = 3;

/**
 * Reads a closed recording's whole file and compares it with what the catalogue says of it: size,
 * checksum, length; and every frame with the next.
 * @param progress is told the bytes of each piece that was read
 */
export async function verifyRecording(
  recording: RecordingRecord,
  sink: Pick<RecordingSink, 'bytes' | 'read'>,
  progress: (bytes: number) => void = () => undefined,
): Promise<Verification> {
  const { id } = recording;
  const nothing = { id, bytes: 0, frames: 0, samples: 0, sampleRate: 0 };
  try {
    if ((await sink.bytes(id, 'audio')) === null) {
      return { ...nothing, faults: [{ fault: 'missing', text: 'its file is not there' }] };
    }
    const hash = createHash('sha256');
    const scanner = new Mp3Scanner();
    // Through a pipeline, which ends the file's stream too when something throws.
    await pipeline(sink.read(id, 'audio'), new PassThrough(), async (pieces) => {
      for await (const piece of pieces as AsyncIterable<Buffer>) {
        hash.update(piece);
        scanner.push(piece);
        progress(piece.length);
      }
    });
    const scan = scanner.end();
    const faults = [...faultsOf(scan), ...differences(recording, scan, hash.digest('hex'))];
    const { bytes, frames, samples, format } = scan;
    return { id, faults, bytes, frames, samples, sampleRate: format?.sampleRate ?? 0 };
  } catch (error) {
    const text = `its file cannot be read: ${describeError(error)}`;
    return { ...nothing, faults: [{ fault: 'unreadable', text }] };
  }
}

type Faults = Verification['faults'];

/** What the file itself shows. */
function faultsOf(scan: Mp3Scan): Faults {
  const faults: Faults[number][] = [];
  if (scan.frames === 0) faults.push({ fault: 'no-audio', text: 'it holds no frame of audio' });
  if (scan.damagedBytes > 0) {
    const [first] = scan.damage;
    const text = `${scan.damagedBytes} bytes are no audio, first at ${first?.at ?? 0}`;
    faults.push({ fault: 'damaged', text });
  }
  if (scan.partialBytes > 0)
    faults.push({ fault: 'cut-short', text: 'its last frame is cut short' });
  const said = scan.info?.frames ?? null;
  if (said !== null && said !== scan.frames) {
    const text = `its header says ${said} frames, ${scan.frames} are there`;
    faults.push({ fault: 'wrong-header', text });
  }
  return faults;
}

/** Where the file is not what the catalogue says. */
function differences({ content, finish }: RecordingRecord, scan: Mp3Scan, sha256: string): Faults {
  const faults: Faults[number][] = [];
  if (scan.bytes !== content.bytes) {
    const text = `it has ${scan.bytes} bytes instead of ${content.bytes}`;
    faults.push({ fault: 'size', text });
  }
  if (finish !== null && sha256 !== finish.sha256) {
    faults.push({ fault: 'checksum', text: 'its SHA-256 is not the one that was taken' });
  }
  const frame = scan.format?.version === '1' ? 1152 : 576;
  const slack = (scan.info?.trim ?? null) === null ? framesOfSlack * frame : 0;
  const isOfRate = scan.format?.sampleRate === content.sampleRate;
  if (scan.frames > 0 && (!isOfRate || Math.abs(scan.samples - content.samples) > slack)) {
    const text = `it has ${scan.samples} samples instead of ${content.samples}`;
    faults.push({ fault: 'length', text });
  }
  return faults;
}
