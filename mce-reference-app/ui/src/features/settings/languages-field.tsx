import { ArrowUp, X } from 'lucide-react';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { LANGUAGE_TAGS } from './languages';
import { languageName } from './values';

interface LanguagesFieldProps {
  id: string;
  value: string[];
  onChange: (tags: string[]) => void;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
  'aria-required'?: boolean;
}

/** Languages in the order in which they are preferred. */
export function LanguagesField({ id, value, onChange, ...aria }: LanguagesFieldProps) {
  const choices = LANGUAGE_TAGS.filter((tag) => !value.includes(tag)).map((tag) => ({
    value: tag,
    label: languageName(tag),
  }));
  const moveUp = (index: number) => {
    const next = [...value];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index - 1, 0, moved);
    onChange(next);
  };
  return (
    <div className="flex flex-col gap-2">
      <ol aria-label={t('settings.languages')} className="flex flex-col gap-1.5">
        {value.map((tag, index) => {
          const name = languageName(tag);
          return (
            <li
              key={tag}
              className="flex h-9 items-center gap-1 rounded-md border border-line bg-surface pr-1 pl-3"
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {index > 0 && (
                <Button
                  variant="ghost"
                  size="iconSm"
                  aria-label={t('settings.languageUp', { name })}
                  onClick={() => moveUp(index)}
                >
                  <ArrowUp aria-hidden />
                </Button>
              )}
              {value.length > 1 && (
                <Button
                  variant="ghost"
                  size="iconSm"
                  aria-label={t('settings.languageRemove', { name })}
                  onClick={() => onChange(value.filter((each) => each !== tag))}
                >
                  <X aria-hidden />
                </Button>
              )}
            </li>
          );
        })}
      </ol>
      <Combobox
        id={id}
        {...aria}
        choices={choices}
        placeholder={t('settings.languageAdd')}
        onChange={(tag) => onChange([...value, tag])}
      />
    </div>
  );
}
