using System.Collections.Frozen;
using Dashboard.Credits.Money;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Meters;

/// <summary>Who pays for what, for this organisation.</summary>
public sealed record MetersView
{
    /// <summary>The organisation as decided.</summary>
    public required Organisation Organisation { get; init; }

    /// <summary>Sources of imports that were taken back: no rule can be about them any more.</summary>
    public IReadOnlySet<int> TakenBack { get; init; } = FrozenSet<int>.Empty;

    /// <summary>The grey line under the title.</summary>
    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>The programme in force, in one sentence.</summary>
    public required string Programme { get; init; }

    /// <summary>The answer: how much of the usage the credit pays for.</summary>
    public required string Answer { get; init; }

    /// <summary>The rest of it.</summary>
    public required string Reason { get; init; }

    /// <summary>Which instants are summed.</summary>
    public required string Summed { get; init; }

    /// <summary>How that is to the figures of the first page; null: there is nothing to compare.</summary>
    public required string? Beside { get; init; }

    /// <summary>What became of the usage that the credit is there for; adds up to it. Empty without any.</summary>
    public required IReadOnlyList<KeyValue> Split { get; init; }

    /// <summary>Whether a part of it is not posted.</summary>
    public required bool HasRest { get; init; }

    /// <summary>Meters with usage, the dearest first.</summary>
    public required IReadOnlyList<MeterGroup> Groups { get; init; }

    /// <summary>All usage of the period; the groups add up to it.</summary>
    public required Nanodollars Total { get; init; }

    /// <summary>All requests.</summary>
    public required long Events { get; init; }

    /// <summary>Requests without a price: they have no amount and are in no sum.</summary>
    public required long Unpriced { get; init; }

    /// <summary>What people should know.</summary>
    public required IReadOnlyList<MeterWarning> Warnings { get; init; }

    /// <summary>The usage behind it, to look at another decision with.</summary>
    public required IReadOnlyList<MeterRow> Rows { get; init; }

    /// <summary>As of when.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Newest usage.</summary>
    public required DateTimeOffset? NewestEvent { get; init; }

    /// <summary>The organisation's zone.</summary>
    public required TimeZoneInfo Zone { get; init; }
}
