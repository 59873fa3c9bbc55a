import {
  Area,
  AreaChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { DashboardDay } from '@/api/types';
import { formatDay, formatNumber } from '@/lib/format';

export type Measure = 'leads' | 'converted' | 'sent' | 'replies';

interface TrendChartProps {
  days: DashboardDay[];
  /** The larger one first: it lies behind. */
  measures: readonly [Measure, Measure];
  labels: Record<Measure, string>;
}

const colors = ['var(--chart-1)', 'var(--chart-2)'];

/** A picture of the table beside it; readers get the table. */
export function TrendChart({ days, measures, labels }: TrendChartProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <AreaChart
        data={days}
        margin={{ top: 8, right: 12, bottom: 0, left: -12 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="day"
          tickFormatter={formatDay}
          minTickGap={32}
          tickLine={false}
          axisLine={{ stroke: 'var(--line)' }}
          tick={{ fill: 'var(--ink-3)', fontSize: 12 }}
        />
        <YAxis
          allowDecimals={false}
          width={48}
          tickFormatter={formatNumber}
          tickLine={false}
          axisLine={false}
          tick={{ fill: 'var(--ink-3)', fontSize: 12 }}
        />
        <Tooltip
          labelFormatter={(day) => formatDay(String(day))}
          formatter={(value) => formatNumber(Number(value))}
          contentStyle={{
            background: 'var(--raised)',
            border: '1px solid var(--line)',
            borderRadius: 8,
            color: 'var(--ink)',
          }}
          itemStyle={{ color: 'var(--ink)', padding: '1px 0' }}
          labelStyle={{ fontWeight: 600 }}
        />
        {measures.map((measure, index) => (
          <Area
            key={measure}
            type="monotone"
            dataKey={measure}
            name={labels[measure]}
            stroke={colors[index]}
            strokeWidth={2}
            fill={colors[index]}
            fillOpacity={0.14}
            isAnimationActive={false}
          />
        ))}
      </AreaChart>
    </ResponsiveContainer>
  );
}
