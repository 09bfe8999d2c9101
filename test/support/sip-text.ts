/** A SIP message as a test sees it: text, and no more understanding of it than a test needs. */
export class SipText {
  constructor(readonly text: string) {}

  get startLine(): string {
    return this.text.slice(0, this.text.indexOf('\r\n'));
  }

  /** 0 for a request. */
  get status(): number {
    return this.text.startsWith('SIP/2.0 ') ? Number(this.text.slice(8, 11)) : 0;
  }

  get method(): string {
    return this.startLine.split(' ', 1)[0]!;
  }

  /** The first header of this name, or ''. */
  header(name: string): string {
    const head = this.text.slice(0, this.text.indexOf('\r\n\r\n'));
    return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  }

  get branch(): string {
    return /branch=z9hG4bK([^;\s,]+)/i.exec(this.header('Via'))?.[1] ?? '';
  }

  get body(): string {
    return this.text.slice(this.text.indexOf('\r\n\r\n') + 4);
  }
}

/** Cuts a stream into messages by their Content-Length. */
export class SipReader {
  #pending = '';

  push(text: string): string[] {
    this.#pending += text;
    const messages: string[] = [];
    for (;;) {
      this.#pending = this.#pending.replace(/^(\r\n)+/, '');
      const headEnd = this.#pending.indexOf('\r\n\r\n');
      if (headEnd < 0) return messages;
      const length = Number(new SipText(this.#pending).header('Content-Length'));
      const end = headEnd + 4 + length;
      if (this.#pending.length < end) return messages;
      messages.push(this.#pending.slice(0, end));
      this.#pending = this.#pending.slice(end);
    }
  }
}
