import { existsSync } from 'node:fs';
import { open, readFile, stat, truncate } from 'node:fs/promises';
import { ContentLog, journalLine, readJournal, type JournalEntry } from '../journal.js';
import { crc16 } from '../mp3/crc16.js';
import { parseFrameHeader } from '../mp3/frame-header.js';
import { frameBytes, sampleRate, samplesPerFrame, type BitrateKbps } from '../mp3/stream-format.js';
import { encoderDelaySamples } from '../mp3/info-frame-writer.js';
import { audioStart, Mp3File, samplesIn } from '../mp3/mp3-file.js';
import { peaksHeaderBytes, peaksPerSecond } from '../waveform/peaks-file.js';
import { fileSha256 } from './file-sha256.js';
import type { ClosedRecording, RecordingSetup } from './protocol.js';
import { SideFile } from './side-file.js';

/** sha256 of nothing: the process died before there was a file. */
const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Closes the files of a recording whose process has died: cuts off what is not whole, mends the
 * head, and says in the journal what happened. Doing it again does no harm.
 */
export async function recover(setup: RecordingSetup): Promise<ClosedRecording> {
  const { files } = setup;
  const entries = existsSync(files.journal)
    ? readJournal(await readFile(files.journal, 'utf8'))
    : [];
  const log = new ContentLog();
  for (const entry of entries) log.add(entry);
  if (!existsSync(files.audio)) {
    return {
      content: { ...log.content(0), samples: 0, bytes: 0 },
      speech: [],
      sha256: emptySha256,
    };
  }
  const diedAtMs = Math.round((await stat(files.audio)).mtimeMs);
  const bitrateKbps = bitrateOf(entries) ?? setup.bitrateKbps;
  const audio = await measureAudio(files.audio, bitrateKbps);
  const file = Mp3File.reopen(files.audio, bitrateKbps, audio);
  const samples = samplesOf(entries, file.frames);
  const journal = SideFile.reopen(files.journal);
  if (!entries.some(({ kind }) => kind === 'closed')) {
    for (const entry of lastEntries(log, diedAtMs, samples)) {
      log.add(entry);
      journal.add(journalLine(entry));
    }
  }
  const { title, roomNumber, startedAtMs } = setup;
  const durationMs = (samples * 1000) / sampleRate;
  file.mendTag({ title, roomNumber, startedAtMs, durationMs, parts: log.parts });
  file.mendInfo(samples);
  await truncate(files.audio, file.bytes);
  await cutPeaks(files.peaks, samples);
  await file.sync();
  file.close();
  await journal.sync();
  journal.close();
  return {
    content: { ...log.content(samples), samples, bytes: file.bytes },
    speech: log.speech(samples),
    sha256: await fileSha256(files.audio),
  };
}

function bitrateOf(entries: readonly JournalEntry[]): BitrateKbps | null {
  for (const entry of entries) {
    if (entry.kind === 'opened') return entry.bitrateKbps as BitrateKbps;
  }
  return null;
}

/** As it was closed, where that was reached and the file agrees; else what the frames surely hold. */
function samplesOf(entries: readonly JournalEntry[], frames: number): number {
  const surely = samplesIn(frames);
  const last = entries.at(-1);
  if (last?.kind !== 'closed') return surely;
  const most = frames * samplesPerFrame - encoderDelaySamples;
  return last.samples >= surely - samplesPerFrame && last.samples <= most ? last.samples : surely;
}

function lastEntries(log: ContentLog, atMs: number, samples: number): readonly JournalEntry[] {
  const crash = (durationMs: number | null): JournalEntry => {
    return { kind: 'gap', at: atMs, atSample: samples, durationMs, reason: 'crash' };
  };
  const closed: JournalEntry = { kind: 'closed', at: atMs, samples };
  // Without room for the journal, the file itself is all there is.
  const unknown: JournalEntry = { kind: 'part-started', at: atMs, sample: 0 };
  const began = log.parts === 0 && samples > 0 ? [unknown] : [];
  if (began.length === 0 && !log.recording) {
    // The last part has ended; what the encoder still held of it went with it.
    const missing = log.end - samples;
    return missing > 0 ? [crash((missing * 1000) / sampleRate), closed] : [closed];
  }
  return [...began, { kind: 'part-stopped', at: atMs, sample: samples }, crash(null), closed];
}

/** The whole frames from the beginning of the audio on. */
async function measureAudio(
  path: string,
  bitrateKbps: BitrateKbps,
): Promise<{ readonly bytes: number; readonly crc: number }> {
  const size = frameBytes(bitrateKbps);
  const chunk = Buffer.alloc(5000 * size);
  const file = await open(path, 'r');
  let bytes = 0;
  let crc = 0;
  try {
    for (;;) {
      const at = audioStart(bitrateKbps) + bytes;
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      let whole = 0;
      while (whole + size <= bytesRead && parseFrameHeader(chunk, whole)?.bytes === size)
        whole += size;
      crc = crc16(chunk.subarray(0, whole), crc);
      bytes += whole;
      if (whole < chunk.length) return { bytes, crc };
    }
  } finally {
    await file.close();
  }
}

/** What lies behind the end goes; the header, which would tell a count, is left open. */
async function cutPeaks(path: string, samples: number): Promise<void> {
  const points = Math.ceil((samples * peaksPerSecond) / sampleRate);
  const most = peaksHeaderBytes + 2 * points;
  if (existsSync(path) && (await stat(path)).size > most) await truncate(path, most);
}
