using Dashboard.Credits.Money;

namespace Dashboard.Credits.PlanFit;

/// <summary>The organisation: how many seats should change, and what that would have saved over the cycles compared.</summary>
public sealed record FitTotal(int Seats, int Changes, int WithoutAdvice, Nanodollars Saving)
{
    /// <summary>Sums the seats.</summary>
    public static FitTotal Of(IReadOnlyCollection<SeatFit> seats) => new(
        seats.Count,
        seats.Count(s => s.Advice.Kind == FitAdviceKind.Change),
        seats.Count(s => s.Advice.Kind is FitAdviceKind.TooLittleHistory or FitAdviceKind.CurrentFeeUnknown),
        seats.Sum(s => s.Advice.Saving));
}
