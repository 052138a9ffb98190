using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Gate;

/// <summary>What callers may put into an address of the gate.</summary>
internal static class GateQuery
{
    /// <summary>The longest wait that a caller can have been told.</summary>
    public const int MostWaited = 86_400;

    private const int MostEmail = 254;

    /// <summary>What is wrong with a seat's e-mail, in one sentence; null when nothing is.</summary>
    public static string? SeatProblem(string? seat) =>
        seat is { Length: > 0 and <= MostEmail } && seat.Contains('@', StringComparison.Ordinal) && !seat.Any(char.IsControl) ? null : "seat is the e-mail address of a seat.";

    /// <summary>An estimate; null text is none.</summary>
    public static bool TryEstimate(string? text, out Nanodollars? estimate)
    {
        estimate = null;
        if (text is null)
        {
            return true;
        }

        if (!Usd.TryParse(text, out var amount) || amount.Value is < 0 or > Nanodollars.MaxPerEvent)
        {
            return false;
        }

        estimate = amount;
        return true;
    }
}
