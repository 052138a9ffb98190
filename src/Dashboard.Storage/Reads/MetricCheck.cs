using Dashboard.Credits.Money;

namespace Dashboard.Storage.Reads;

/// <summary>What the clients' counters say of one day, seat and model, beside what the usage says.</summary>
/// <param name="Day">The organisation's day.</param>
/// <param name="SeatId">0 for none.</param>
/// <param name="Email">E-mail of the seat, or as stated; empty when nobody states one.</param>
/// <param name="Model">Normalised.</param>
/// <param name="Metric">Cost by the counters, at contract.</param>
/// <param name="Usage">Cost by the usage of all sources, at contract.</param>
/// <param name="MetricTokens">Tokens of all kinds by the counters.</param>
/// <param name="UsageTokens">The same by the usage.</param>
/// <param name="Unpriced">Usage without an amount: a reason for a difference.</param>
public sealed record MetricCheck(DateOnly Day, int SeatId, string Email, string Model, Nanodollars Metric, Nanodollars Usage, long MetricTokens, long UsageTokens, long Unpriced)
{
    /// <summary>Amounts that differ by less than a tenth of a cent are the same.</summary>
    private const long Same = 1_000_000;

    /// <summary>What the counters say more; negative when the usage says more.</summary>
    public Nanodollars Difference => Metric - Usage;

    /// <summary>Whether both say the same.</summary>
    public bool Agrees => Math.Abs(Difference.Value) < Same && MetricTokens == UsageTokens;
}
