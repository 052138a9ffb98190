using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;

namespace Dashboard.Credits.Vendor;

/// <summary>One row of a vendor's report: the sum of one UTC day, actor, model, product and type. It names no request. Source: law, section 4.</summary>
public sealed record VendorFigure
{
    /// <summary>The largest number of tokens of one kind a day may carry.</summary>
    public const long MaxTokens = 1_000_000_000_000;

    /// <summary>The report.</summary>
    public required VendorReportKind Report { get; init; }

    /// <summary>The UTC day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Whose usage it is.</summary>
    public required VendorActor Actor { get; init; }

    /// <summary>The model as stated; empty when the row states none.</summary>
    public string Model { get; init; } = "";

    /// <summary>The product as stated (<c>claude_code</c>, <c>chat</c>); empty when the row states none.</summary>
    public string Product { get; init; } = "";

    /// <summary>Everything else the row is told apart by, joined with slashes: cost type, token type, tier, terminal; empty when nothing.</summary>
    public string Type { get; init; } = "";

    /// <summary>What the vendor says it costs, after discount; null when the report names no amount. 0 to 10^15 nanodollars.</summary>
    public Nanodollars? Cost { get; init; }

    /// <summary>The same before discount, when the vendor says both.</summary>
    public Nanodollars? ListCost { get; init; }

    /// <summary>Tokens by kind, each 0 to 10^12; zeros when the report names none.</summary>
    public TokenCounts Tokens { get; init; }

    /// <summary>Web searches, a count.</summary>
    public long WebSearches { get; init; }

    /// <summary>Requests, a count; 0 when the report names none.</summary>
    public long Requests { get; init; }

    /// <summary>Whether two rows are one figure, restated.</summary>
    public (VendorReportKind, DateOnly, VendorActorKind, string, string, string, string) Key => (Report, Day, Actor.Kind, Actor.Id, Model, Product, Type);
}
