namespace Dashboard.Web.Vendor;

/// <summary>What the vendor answered. Words never hold a key, nor what the answer says beyond its error's type.</summary>
public abstract record VendorAnswer
{
    private VendorAnswer()
    {
    }

    /// <summary>The vendor's clock when it answered, Unix milliseconds UTC; null when it did not say.</summary>
    public long? TheirNowMs { get; init; }

    /// <summary>A page.</summary>
    public sealed record Page(ReadOnlyMemory<byte> Body) : VendorAnswer;

    /// <summary>The place in the list is not valid any more: the list is read from its start again.</summary>
    public sealed record Expired : VendorAnswer;

    /// <summary>Too many requests.</summary>
    public sealed record Busy(TimeSpan? RetryAfter) : VendorAnswer;

    /// <summary>It may work in a moment.</summary>
    public sealed record Failing(string Words) : VendorAnswer;

    /// <summary>It will not work until somebody does something.</summary>
    public sealed record Refused(string Words) : VendorAnswer;
}
