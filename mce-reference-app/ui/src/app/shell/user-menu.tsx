import { LogOut, ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import { AwaySwitch } from '@/features/assignment/away-switch';
import { logOut } from '@/lib/http';
import { currentLanguage, LANGUAGES, rememberLanguage, t, type Language } from '@/lib/i18n';
import { routes } from '@/lib/routes';
import { useSession } from '@/lib/session';
import { chooseTheme, useTheme, type ThemeChoice } from '@/lib/theme';
import { Avatar } from '@/ui/avatar';
import {
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadio,
  MenuRadioGroup,
  MenuSeparator,
  MenuTrigger,
} from '@/ui/menu';

export function UserMenu() {
  const present = useSession();
  const { choice } = useTheme();
  if (!present) return null;
  return (
    <Menu>
      <MenuTrigger className="ml-1 rounded-full">
        <span className="sr-only">{t('shell.account', { name: present.user.name })}</span>
        <Avatar name={present.user.name} />
      </MenuTrigger>
      <MenuContent align="end" className="w-60">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{present.user.name}</p>
          <p className="truncate text-[13px] text-ink-3">{present.user.email}</p>
        </div>
        <MenuItem asChild>
          <Link to={routes.account}>
            <ShieldCheck aria-hidden />
            {t('shell.yourAccount')}
          </Link>
        </MenuItem>
        <AwaySwitch />
        <MenuSeparator />
        <MenuLabel>{t('shell.theme')}</MenuLabel>
        <MenuRadioGroup value={choice} onValueChange={(value) => chooseTheme(value as ThemeChoice)}>
          <MenuRadio value="system">{t('shell.theme.system')}</MenuRadio>
          <MenuRadio value="light">{t('shell.theme.light')}</MenuRadio>
          <MenuRadio value="dark">{t('shell.theme.dark')}</MenuRadio>
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuLabel>{t('shell.language')}</MenuLabel>
        <MenuRadioGroup
          value={currentLanguage()}
          onValueChange={(value) => {
            rememberLanguage(value as Language);
            location.reload();
          }}
        >
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <MenuRadio key={tag} value={tag}>
              <span lang={tag}>{name}</span>
            </MenuRadio>
          ))}
        </MenuRadioGroup>
        <MenuSeparator />
        <MenuItem onSelect={() => void logOut()}>
          <LogOut aria-hidden />
          {t('shell.logOut')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
