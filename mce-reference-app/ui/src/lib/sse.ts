export interface StreamEvent {
  /** The last id seen on the stream, which is where a new connection resumes. */
  id: string;
  name: string;
  data: string;
}

/** Reads an event stream from text that arrives in arbitrary pieces (WHATWG HTML, section 9.2.6). */
export class EventStreamParser {
  private rest = '';
  private id = '';
  private name = '';
  private data: string[] = [];
  private started = false;
  /** Reconnection time asked for by the server, in milliseconds. */
  retry: number | undefined;

  push(chunk: string): StreamEvent[] {
    let text = this.rest + chunk;
    if (!this.started && text.length > 0) {
      this.started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    const events: StreamEvent[] = [];
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const char = text[at];
      if (char !== '\n' && char !== '\r') continue;
      // A carriage return at the very end may be half of a CRLF: wait for the other half.
      if (char === '\r' && at === text.length - 1) break;
      const event = this.line(text.slice(from, at));
      if (event) events.push(event);
      if (char === '\r' && text[at + 1] === '\n') at++;
      from = at + 1;
    }
    this.rest = text.slice(from);
    return events;
  }

  private line(line: string): StreamEvent | undefined {
    if (line === '') return this.dispatch();
    if (line.startsWith(':')) return undefined;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (field === 'event') this.name = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
    return undefined;
  }

  private dispatch(): StreamEvent | undefined {
    const { name, data } = this;
    this.name = '';
    this.data = [];
    // The standard drops events without data; a named one (reset) says enough by its name.
    if (data.length === 0 && name === '') return undefined;
    return { id: this.id, name: name || 'message', data: data.join('\n') };
  }
}
