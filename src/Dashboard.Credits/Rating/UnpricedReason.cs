namespace Dashboard.Credits.Rating;

/// <summary>Why an event has no amount. The numbers are stored; never renumber.</summary>
public enum UnpricedReason
{
    /// <summary>It has one.</summary>
    None = 0,

    /// <summary>No price row has this model id.</summary>
    UnknownModel = 1,

    /// <summary>The price row does not know the speed.</summary>
    UnknownSpeed = 2,

    /// <summary>The price row does not know the geography.</summary>
    UnknownGeography = 3,

    /// <summary>The price row does not know batch requests.</summary>
    UnknownBatch = 4,

    /// <summary>Tokens of many requests together, of a model whose price depends on the size of each.</summary>
    TierOfAggregate = 5,

    /// <summary>The amount is above what one event may carry.</summary>
    AboveLimit = 6,

    /// <summary>A token count is negative or above what one event may carry.</summary>
    TokensOutOfRange = 7,
}
