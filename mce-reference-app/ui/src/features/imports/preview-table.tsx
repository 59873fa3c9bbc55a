import type { ImportPreview, PreviewVerdict } from '@/api/types';
import { formatNumber } from '@/lib/format';
import { t } from '@/lib/i18n';
import { Badge, type Tone } from '@/ui/badge';

const TONES: Record<PreviewVerdict, Tone> = {
  CREATE: 'good',
  UPDATE: 'info',
  REPEAT: 'neutral',
  SKIP: 'neutral',
  REJECT: 'bad',
};

/** The first rows of a file, each with what would become of it and why. */
export function PreviewTable({ preview }: { preview: ImportPreview }) {
  return (
    <div
      className="max-h-[28rem] overflow-auto border-t border-line"
      tabIndex={0}
      role="region"
      aria-label={t('import.preview')}
    >
      <table className="w-full text-left" aria-label={t('import.previewRows')}>
        <thead className="sticky top-0 bg-raised text-xs text-ink-3">
          <tr>
            <th scope="col" className="px-4 py-2 text-right font-medium">
              {t('import.row')}
            </th>
            <th scope="col" className="px-3 py-2 font-medium">
              {t('import.verdict')}
            </th>
            {preview.columns.map((column, index) => (
              <th key={index} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {preview.rows.map((row) => {
            const wrong = new Map(row.problems.map((problem) => [problem.column, problem]));
            return (
              <tr key={row.row} data-verdict={row.verdict} className="align-top">
                <td className="px-4 py-2 text-right text-ink-3">{formatNumber(row.row)}</td>
                <td className="px-3 py-2">
                  <Badge tone={TONES[row.verdict]}>{t(`import.verdict.${row.verdict}`)}</Badge>
                  {row.problems.map((problem, index) => (
                    <p key={index} className="mt-1 max-w-64 text-[13px] text-ink-2">
                      <span className="text-bad-text">{problem.reason}</span> {problem.hint}
                    </p>
                  ))}
                </td>
                {preview.columns.map((column, index) => (
                  <td
                    key={index}
                    className={
                      wrong.has(column.header)
                        ? 'max-w-56 bg-bad-soft px-3 py-2 wrap-anywhere text-bad-text'
                        : column.target === 'ignore'
                          ? 'max-w-56 px-3 py-2 wrap-anywhere text-ink-3'
                          : 'max-w-56 px-3 py-2 wrap-anywhere'
                    }
                  >
                    {row.cells[index]}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
