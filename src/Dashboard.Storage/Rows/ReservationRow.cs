namespace Dashboard.Storage.Rows;

/// <summary>An amount that the gate holds for a run. It is no posting and never in the ledger.</summary>
public sealed class ReservationRow
{
    public long Id { get; init; }

    /// <summary>The id that callers use; not guessable.</summary>
    public required string PublicId { get; init; }

    public int SeatId { get; init; }

    /// <summary>The seat's id, or 0: the shared account.</summary>
    public int AccountId { get; init; }

    public long Amount { get; init; }

    public long CreatedAtMs { get; init; }

    /// <summary>An open reservation ends by itself, excluded.</summary>
    public long ExpiresAtMs { get; init; }

    /// <summary>Hash of the session that the usage will name; null when the caller did not know it.</summary>
    public byte[]? SessionHash { get; init; }

    /// <summary>1 open, 2 settled and still holding, 3 over.</summary>
    public int State { get; init; }

    /// <summary>How it ended: settled, released, timed out.</summary>
    public int? End { get; init; }

    public long? EndedAtMs { get; init; }

    /// <summary>Until when a settled one goes on holding, excluded.</summary>
    public long? HoldsUntilMs { get; init; }

    /// <summary>What usage of its session that arrived since took out of the account, as far as the books have it, nanodollars; the reservation holds that much less. Null: none has arrived.</summary>
    public long? Used { get; init; }

    /// <summary>SHA-256 of the caller's idempotency key, for one API key; null when it gave none. Unique.</summary>
    public byte[]? IdempotencyHash { get; init; }

    /// <summary>Which API key asked.</summary>
    public int ApiKeyId { get; init; }
}
