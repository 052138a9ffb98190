using Dashboard.Credits.Money;

namespace Dashboard.Storage.Gate;

/// <summary>What a caller wants to have held.</summary>
/// <param name="Email">For which seat.</param>
/// <param name="Amount">How much, above 0 and at most <see cref="Nanodollars.MaxPerEvent"/>.</param>
/// <param name="TimeoutSeconds">When it ends by itself, <see cref="LeastTimeout"/> to <see cref="MostTimeout"/>.</param>
/// <param name="ApiKeyId">Which API key asks.</param>
/// <param name="Session">The session that the usage will name; null when it is not known.</param>
/// <param name="WaitedSeconds">How long the caller has waited because the gate said so.</param>
/// <param name="IdempotencyKey">The same key of the same API key makes no second one; null: every call makes one.</param>
public sealed record NewReservation(string Email, Nanodollars Amount, int TimeoutSeconds, int ApiKeyId, string? Session = null, int WaitedSeconds = 0, string? IdempotencyKey = null)
{
    /// <summary>The shortest and the longest time, in seconds: to one day.</summary>
    public const int LeastTimeout = 1, MostTimeout = 86_400;

    /// <summary>How long a settled one goes on holding unless the caller says otherwise, in seconds.</summary>
    public const int DefaultHold = 600;

    /// <summary>The most reservations that hold at a time, of one seat and of one API key.</summary>
    public const int MostOfSeat = 100, MostOfKey = 1_000;
}
