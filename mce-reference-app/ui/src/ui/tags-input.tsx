import { X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { t } from '@/lib/i18n';

interface TagsInputProps {
  id?: string;
  value: string[];
  onChange: (tags: string[]) => void;
  placeholder?: string;
  'aria-describedby'?: string;
}

/** Words as chips: Enter or comma adds, Backspace in the empty box takes the last one back. */
export function TagsInput({ id, value, onChange, placeholder, ...aria }: TagsInputProps) {
  const [text, setText] = useState('');

  const add = () => {
    const tag = text.trim();
    if (tag && !value.includes(tag)) onChange([...value, tag]);
    setText('');
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key === 'Enter' || event.key === ',') && text.trim()) {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      onChange(value.slice(0, -1));
    }
  };

  return (
    <div className="flex min-h-9 w-full flex-wrap items-center gap-1.5 rounded-md border border-line-strong/60 bg-surface px-2 py-1 focus-within:outline-2 focus-within:outline-focus">
      {value.map((tag) => (
        <span
          key={tag}
          className="inline-flex h-6 items-center gap-1 rounded-full bg-muted pr-1 pl-2.5 text-xs font-medium"
        >
          {tag}
          <button
            type="button"
            className="flex size-5 items-center justify-center rounded-full text-ink-3 hover:text-ink"
            aria-label={t('tags.remove', { tag })}
            onClick={() => onChange(value.filter((each) => each !== tag))}
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      <input
        id={id}
        {...aria}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
        placeholder={value.length === 0 ? placeholder : undefined}
        className="h-7 min-w-24 flex-1 bg-transparent px-1 outline-none"
      />
    </div>
  );
}
