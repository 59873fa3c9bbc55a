import { Bookmark, MoreHorizontal, Pin, Share2, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { SavedView } from '@/api/types';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { useMay } from '@/lib/me';
import { messageOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { Dialog, DialogBody, DialogFooter } from '@/ui/dialog';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/ui/menu';
import { readFilters } from './filters';
import { useChangeView, useDeleteView, useSaveView, useViews } from './segment-api';
import { draftOf, searchOf } from './views';

interface ViewBarProps {
  search: URLSearchParams;
  /** As a text; empty for the usual ones. */
  columns: string;
  /** Shows the list as a view has it. */
  onShow: (search: URLSearchParams) => void;
}

/** The whole list, and the views of it that were saved; what is shown can become one more. */
export function ViewBar({ search, columns, onShow }: ViewBarProps) {
  const views = useViews();
  const mayShare = useMay('LEAD_WRITE');
  const [saving, setSaving] = useState(false);
  const current = search.get('view') ?? undefined;
  return (
    <nav aria-label={t('views.title')} className="flex items-center gap-1 overflow-x-auto">
      <Tab active={!current} onClick={() => onShow(new URLSearchParams())}>
        {t('views.all')}
      </Tab>
      {views.map((view) => (
        <span key={view.id} className="flex shrink-0 items-center">
          <Tab active={view.id === current} onClick={() => onShow(searchOf(view))}>
            {view.pinned && <Pin className="size-3.5" aria-label={t('views.pinned')} />}
            {view.name}
            {view.shared && <Share2 className="size-3.5" aria-label={t('views.shared')} />}
          </Tab>
          {view.own && view.id === current && (
            <ViewMenu
              view={view}
              search={search}
              columns={columns}
              mayShare={mayShare}
              onDeleted={() => onShow(new URLSearchParams())}
            />
          )}
        </span>
      ))}
      <Button size="sm" variant="ghost" className="shrink-0" onClick={() => setSaving(true)}>
        <Bookmark aria-hidden />
        {t('views.save')}
      </Button>
      {saving && (
        <SaveView
          search={search}
          columns={columns}
          mayShare={mayShare}
          onClose={() => setSaving(false)}
          onSaved={(view) => {
            setSaving(false);
            onShow(searchOf(view));
          }}
        />
      )}
    </nav>
  );
}

interface TabProps {
  active: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tab({ active, onClick, children }: TabProps) {
  return (
    <button
      type="button"
      aria-current={active ? 'page' : undefined}
      onClick={onClick}
      className={cn(
        'flex h-8 shrink-0 items-center gap-1.5 rounded-md px-2.5 font-medium whitespace-nowrap text-ink-2',
        active ? 'bg-accent-soft text-accent-text' : 'hover:bg-hover hover:text-ink',
      )}
    >
      {children}
    </button>
  );
}

interface ViewMenuProps {
  view: SavedView;
  search: URLSearchParams;
  columns: string;
  mayShare: boolean;
  onDeleted: () => void;
}

function ViewMenu({ view, search, columns, mayShare, onDeleted }: ViewMenuProps) {
  const change = useChangeView();
  const remove = useDeleteView();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="iconSm" aria-label={t('views.menu', { name: view.name })}>
          <MoreHorizontal aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent>
        <MenuItem
          onSelect={() =>
            change.mutate({ view, change: draftOf(view.name, readFilters(search), columns) })
          }
        >
          <Bookmark aria-hidden />
          {t('views.update')}
        </MenuItem>
        <MenuItem onSelect={() => change.mutate({ view, change: { pinned: !view.pinned } })}>
          <Pin aria-hidden />
          {view.pinned ? t('views.unpin') : t('views.pin')}
        </MenuItem>
        {mayShare && (
          <MenuItem onSelect={() => change.mutate({ view, change: { shared: !view.shared } })}>
            <Share2 aria-hidden />
            {view.shared ? t('views.unshare') : t('views.share')}
          </MenuItem>
        )}
        <MenuItem
          onSelect={() => void remove.mutateAsync(view.id).then(onDeleted, () => undefined)}
        >
          <Trash2 aria-hidden />
          {t('views.delete')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

interface SaveViewProps {
  search: URLSearchParams;
  columns: string;
  mayShare: boolean;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

function SaveView({ search, columns, mayShare, onClose, onSaved }: SaveViewProps) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useSaveView();
  const filters = readFilters(search);
  const apply = async () => {
    onSaved(await save.mutateAsync({ ...draftOf(name.trim(), filters, columns), shared }));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('views.saveTitle')}
      description={filters.q ? t('views.withoutSearch') : t('views.saveText')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void apply().catch(() => undefined);
        }}
      >
        <DialogBody>
          <Field
            label={t('views.name')}
            required
            error={save.isError ? messageOf(save.error) : undefined}
          >
            {(control) => (
              <Input
                {...control}
                maxLength={100}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          {mayShare && (
            <Checkbox
              checked={shared}
              onChange={(event) => setShared(event.target.checked)}
              label={t('views.shareLabel')}
            />
          )}
        </DialogBody>
        <DialogFooter>
          <Button type="submit" variant="primary" disabled={!name.trim() || save.isPending}>
            {t('views.save')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
