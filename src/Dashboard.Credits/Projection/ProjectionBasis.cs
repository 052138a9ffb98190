using System.Globalization;
using Dashboard.Credits.Money;

namespace Dashboard.Credits.Projection;

/// <summary>How a projection was made, in parts and in plain sentences.</summary>
public sealed record ProjectionBasis
{
    /// <summary>Expected cost of an average day, rounded to the nanodollar.</summary>
    public required Nanodollars DailyRate { get; init; }

    /// <summary>Full days observed, over the cycle boundary.</summary>
    public required int DaysObserved { get; init; }

    /// <summary>Those of them that cost something.</summary>
    public required int ActiveDays { get; init; }

    /// <summary>How much of the rate's weight lies in earlier cycles, in whole percent.</summary>
    public required int PercentFromEarlierCycles { get; init; }

    /// <summary>The heaviest weekday, when it stands out by its own data; else null.</summary>
    public required DayOfWeek? HeaviestWeekday { get; init; }

    /// <summary>Whether the weekdays are the organisation's, since the seat has fewer than seven days.</summary>
    public required bool OrganisationWeekdays { get; init; }

    /// <summary>Whether days after the credit ran out were left out.</summary>
    public required bool LeavesOutStoppedDays { get; init; }

    /// <summary>Whether today so far counts as a day, since fewer than three days with usage are known.</summary>
    public bool CountsToday { get; init; }

    /// <summary>The sentences, each whole, for the line below the chart.</summary>
    public IReadOnlyList<string> Sentences
    {
        get
        {
            if (DaysObserved == 0)
            {
                return [DailyRate.IsZero
                    ? "No full day observed yet, so nothing is projected."
                    : CountsToday
                        ? "No full day observed yet: today so far counts as one. The band is as wide as what is not known."
                        : "No full day observed yet. The band is as wide as what is not known."];
            }

            var days = DaysObserved == 1 ? "1 full day" : $"{DaysObserved.ToString(CultureInfo.InvariantCulture)} full days";
            var sentences = new List<string> { $"{days} observed, {ActiveDays.ToString(CultureInfo.InvariantCulture)} with usage." };
            sentences.Add(HeaviestWeekday is { } weekday
                ? $"Recent days count double each week; {weekday}s are the heaviest day."
                : OrganisationWeekdays
                    ? "Recent days count double each week; the weekdays are the organisation's."
                    : "Recent days count double each week.");
            if (PercentFromEarlierCycles > 0)
            {
                sentences.Add($"{PercentFromEarlierCycles.ToString(CultureInfo.InvariantCulture)}% of the weight is from earlier cycles.");
            }

            if (LeavesOutStoppedDays)
            {
                sentences.Add("Days after the credit ran out are left out.");
            }

            if (CountsToday)
            {
                sentences.Add("Today so far counts as a day, since few days have usage.");
            }

            if (ActiveDays < Forecaster.LeastActiveDays)
            {
                sentences.Add("Below three days with usage no date is shown.");
            }

            return sentences;
        }
    }
}
