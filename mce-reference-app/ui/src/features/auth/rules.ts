import { t } from '@/lib/i18n';

/** For a field that must hold more than blanks. */
export const filled = (message: string) => (text: string) => text.trim() !== '' || message;

/** What the server asks of a password that is chosen now. */
export function newPassword(text: string): true | string {
  if (text.length < 10) return t('auth.passwordShort');
  return text.length <= 256 || t('auth.passwordLong');
}
