namespace Dashboard.Storage.Rows;

/// <summary>Small facts of an event, in one integer. The numbers are stored; never renumber.</summary>
[Flags]
public enum EventFlags
{
    None = 0,

    /// <summary>An observation states a message id.</summary>
    HasMessageId = 1,

    /// <summary>An observation states a request id.</summary>
    HasRequestId = 1 << 1,

    /// <summary>An observation states the source's own id.</summary>
    HasSourceEventId = 1 << 2,

    /// <summary>The winner is a copy of another line.</summary>
    IsCopy = 1 << 3,

    /// <summary>No observation states when it happened; occurred-at is the best the caller knew.</summary>
    Undated = 1 << 4,

    /// <summary>What was observed is in <c>usage_evidence</c>; the row alone cannot tell it.</summary>
    HasEvidence = 1 << 5,

    /// <summary>Derived from results: what the known requests lack.</summary>
    Remainder = 1 << 6,

    /// <summary>Our own rating equals the amount that counts and is not stored twice.</summary>
    RatedIsCost = 1 << 7,

    /// <summary>Three bits: <see cref="Credits.Rating.UnpricedReason"/>.</summary>
    UnpricedReasonMask = 7 << 8,

    /// <summary>A remainder that only completes known requests: money and tokens, no request of its own.</summary>
    NotARequest = 1 << 11,

    /// <summary>An import touched it: what it was before, and what was said of it since, is in <c>imported_event</c> and <c>imported_observation</c>.</summary>
    Imported = 1 << 12,

    /// <summary>A row of a vendor's report that posts for a seat; derived, never observed.</summary>
    VendorDay = 1 << 13,
}
