using System.Collections.Immutable;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Reconciliation;

/// <summary>
/// A report beside the usage of one day and seat, with the difference in named parts that add up to it to the nanodollar. It reconciles;
/// it posts nothing. Source: law, section 4 ("daily vendor aggregates reconcile").
/// </summary>
public sealed record DayComparison
{
    private DayComparison(UsageOfDay? usage, ReportOfDay? report, ImmutableArray<DifferencePart> parts)
    {
        Usage = usage;
        Report = report;
        Parts = parts;
    }

    /// <summary>The usage; null: none.</summary>
    public UsageOfDay? Usage { get; }

    /// <summary>The report; null: it does not name the day and seat.</summary>
    public ReportOfDay? Report { get; }

    /// <summary>Report less usage.</summary>
    public Nanodollars Difference => (Report?.Cost ?? default) - (Usage?.Cost ?? default);

    /// <summary>Why, each reason once, in the order of the reasons. Their amounts sum to <see cref="Difference"/>.</summary>
    public ImmutableArray<DifferencePart> Parts { get; }

    /// <summary>Compares.</summary>
    /// <param name="usage">The usage; null: none.</param>
    /// <param name="report">The report; null: it does not name the day and seat.</param>
    /// <param name="hasSeat">Whether both are of a seat; else of nobody.</param>
    /// <param name="isReported">Whether the report has the day at all.</param>
    public static DayComparison Of(UsageOfDay? usage, ReportOfDay? report, bool hasSeat, bool isReported)
    {
        var difference = (report?.Cost ?? default) - (usage?.Cost ?? default);
        var parts = new SortedDictionary<DifferenceKind, Nanodollars>();
        if (!hasSeat)
        {
            Add(DifferenceKind.Unclassified, difference);
        }
        else if (usage is not { } used || (used.Events == 0 && used.Cost.IsZero))
        {
            Add(DifferenceKind.MissingSource, difference);
        }
        else if (!isReported)
        {
            Add(DifferenceKind.Late, difference);
        }
        else
        {
            Add(DifferenceKind.Late, -used.LateCost);
            Rest(used with { Cost = used.Cost - used.LateCost, Tokens = used.Tokens - used.LateTokens }, report, difference + used.LateCost);
        }

        return new DayComparison(usage, report, [.. parts.Where(p => !p.Value.IsZero).Select(p => new DifferencePart(p.Key, p.Value))]);

        void Rest(UsageOfDay used, ReportOfDay? of, Nanodollars rest)
        {
            if (of is not { } reported)
            {
                Add(DifferenceKind.NotInReport, rest);
            }
            else if (used.Unpriced > 0 && rest.IsPositive)
            {
                Add(DifferenceKind.Unpriced, rest);
            }
            else if (reported.Tokens is not { } tokens)
            {
                Add(DifferenceKind.Unexplained, rest);
            }
            else if (used.Tokens <= 0)
            {
                Add(rest.IsPositive ? DifferenceKind.MissingSource : DifferenceKind.NotInReport, rest);
            }
            else
            {
                // What the other number of tokens would cost at the usage's own price; the rest is the price.
                var quantity = new Nanodollars((long)((Int128)used.Cost.Value * (tokens - used.Tokens) / used.Tokens));
                Add(quantity.IsPositive ? DifferenceKind.MissingSource : DifferenceKind.NotInReport, quantity);
                Add(DifferenceKind.Price, rest - quantity);
            }
        }

        void Add(DifferenceKind kind, Nanodollars amount) => parts[kind] = parts.GetValueOrDefault(kind) + amount;
    }

    /// <summary>The same parts summed by reason over many days; they add up to the sum of the differences.</summary>
    public static ImmutableArray<DifferencePart> Sum(IEnumerable<DayComparison> days) =>
        [.. days.SelectMany(d => d.Parts).GroupBy(p => p.Kind).OrderBy(g => g.Key).Select(g => new DifferencePart(g.Key, g.Aggregate(Nanodollars.Zero, (sum, p) => sum + p.Amount)))];
}
