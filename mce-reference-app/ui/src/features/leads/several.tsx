import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import { Menu, MenuCheckbox, MenuContent, MenuTrigger } from '@/ui/menu';

export interface SeveralProps {
  label: string;
  choices: [string, string][];
  value: string[];
  onChange: (value: string[]) => void;
}

/** Any number of a few. */
export function Several({ label, choices, value, onChange }: SeveralProps) {
  const chosen = choices.filter(([each]) => value.includes(each)).map(([, name]) => name);
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button aria-label={label} className="max-w-64 font-normal">
          <span className="truncate">{chosen.join(', ') || t('segment.choose')}</span>
        </Button>
      </MenuTrigger>
      <MenuContent>
        {choices.map(([each, name]) => (
          <MenuCheckbox
            key={each}
            checked={value.includes(each)}
            onCheckedChange={(on) =>
              onChange(on === true ? [...value, each] : value.filter((one) => one !== each))
            }
          >
            {name}
          </MenuCheckbox>
        ))}
      </MenuContent>
    </Menu>
  );
}
