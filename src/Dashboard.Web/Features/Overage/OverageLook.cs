using Dashboard.Credits.Overage;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overage;

/// <summary>What turning overage on would do, finished for the dialog. What is saved is exactly <see cref="Decisions"/>.</summary>
public sealed record OverageLook
{
    /// <summary>The seats that change, by name.</summary>
    public required IReadOnlyList<OverageLookRow> Rows { get; init; }

    /// <summary>Seats of the selection that do not change: on already, asked for already, or not the reader's.</summary>
    public required int Unchanged { get; init; }

    /// <summary>All rows together.</summary>
    public required OverageOutlook Sum { get; init; }

    /// <summary>Consequences and ceilings as lines.</summary>
    public required IReadOnlyList<KeyValue> Facts { get; init; }

    /// <summary>Why it is asked for instead of decided; null: it is decided.</summary>
    public required string? WhyAsk { get; init; }

    /// <summary>Who may approve.</summary>
    public required IReadOnlyList<string> Approvers { get; init; }

    /// <summary>Why it cannot be saved.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>Where to click at the vendor.</summary>
    public required IReadOnlyList<VendorSwitch> Switches { get; init; }

    /// <summary>A cap that would hold what the upper end of the band expects, in whole dollars.</summary>
    public required long SuggestedCap { get; init; }

    /// <summary>What would be written.</summary>
    public required IReadOnlyList<NewDecision> Decisions { get; init; }
}
