import { Columns3, RotateCcw } from 'lucide-react';
import { useActiveFields } from '@/lib/custom-fields';
import { t } from '@/lib/i18n';
import { Button } from '@/ui/button';
import {
  Menu,
  MenuCheckbox,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from '@/ui/menu';
import {
  fieldColumn,
  MOST_COLUMNS,
  STANDARD_COLUMNS,
  toggled,
  USUAL_COLUMNS,
  type StandardColumn,
} from './columns';

interface ColumnChooserProps {
  columns: readonly string[];
  onChange: (columns: readonly string[]) => void;
}

/** Which columns the list has: of what every lead has, and of the custom fields. */
export function ColumnChooser({ columns, onChange }: ColumnChooserProps) {
  const fields = useActiveFields() ?? [];
  const full = columns.length >= MOST_COLUMNS;
  const box = (column: string, label: string) => {
    const checked = columns.includes(column);
    return (
      <MenuCheckbox
        key={column}
        checked={checked}
        disabled={column === 'name' || (full && !checked)}
        onCheckedChange={() => onChange(toggled(columns, column))}
      >
        {label}
      </MenuCheckbox>
    );
  };
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>
          <Columns3 aria-hidden />
          {t('leads.columns')}
        </Button>
      </MenuTrigger>
      <MenuContent>
        {STANDARD_COLUMNS.map((column) => box(column, columnName(column)))}
        {fields.length > 0 && <MenuLabel>{t('nav.fields')}</MenuLabel>}
        {fields.map((field) => box(fieldColumn(field.id), field.label))}
        <MenuSeparator />
        <MenuItem onSelect={() => onChange(USUAL_COLUMNS)}>
          <RotateCcw aria-hidden />
          {t('leads.usualColumns')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

export function columnName(column: StandardColumn): string {
  switch (column) {
    case 'email':
    case 'company':
    case 'tags':
      return t(`segment.kind.${column}`);
    case 'createdAt':
      return t('leads.created');
    case 'updatedAt':
      return t('segment.kind.updated');
    default:
      return t(`leads.${column}`);
  }
}
