using Dashboard.Credits.Usage;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Telemetry;

/// <summary>Compares what the vendor said about credit with the books.</summary>
internal static class SignalWords
{
    public static StateKind Kind(SignalKind kind) => kind switch
    {
        SignalKind.OutOfCredit => StateKind.Exhausted,
        SignalKind.RateLimited => StateKind.AtRisk,
        _ => StateKind.Idle,
    };

    /// <summary>Out of credit while the books have credit left at the end of that day, and usage of later days although the vendor said it.</summary>
    public static IReadOnlyList<string> Contradictions(IReadOnlyList<SignalDay> signals, IReadOnlyList<SeriesDay> books, DateOnly today)
    {
        var found = new List<string>();
        var refusals = signals.Where(s => s.Kind == SignalKind.OutOfCredit).OrderBy(s => s.Day).ToList();
        foreach (var refusal in refusals)
        {
            if (books.FirstOrDefault(b => b.Day == refusal.Day) is { Allocated.IsPositive: true } day && day.Allocated - day.Consumed is { IsPositive: true } left)
            {
                found.Add($"{Show.Day(refusal.Day, today)}: the vendor said out of credit, and the books had {Show.Money(left)} left at the end of the day. Compare the balance at the vendor: usage may be missing here, or another limit was meant.");
            }
        }

        if (refusals.Count > 0 && books.LastOrDefault(b => b.Day <= refusals[^1].Day) is { Day.DayNumber: > 0 } then && books.Count > 0 && books[^1].Used > then.Used)
        {
            found.Add($"Usage of {Show.Money(books[^1].Used - then.Used)} followed after {Show.Day(refusals[^1].Day, today)}, the last day the vendor said out of credit: credit was bought, or overage is on at the vendor.");
        }

        return found;
    }
}
