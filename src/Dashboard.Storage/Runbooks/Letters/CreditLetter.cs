using System.Collections.Immutable;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>Credit that waits for a claim, or that is left shortly before a cycle ends.</summary>
public sealed record CreditLetter : Letter
{
    public const string KindName = "credit";

    public override string Kind => KindName;

    /// <summary>It is left and the cycle ends soon; false: it waits for a claim.</summary>
    public required bool IsExpiring { get; init; }

    /// <summary>The programme's name.</summary>
    public required string Programme { get; init; }

    /// <summary>Everything of it is as if the programme were live.</summary>
    public required bool Shadow { get; init; }

    /// <summary>The seats, the largest amount first.</summary>
    public required ImmutableArray<CreditLine> Lines { get; init; }

    /// <summary>How it is claimed at the vendor, in order; empty when nothing is to be claimed.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <summary>The vendor's page that the steps are from; empty: none.</summary>
    public string Source { get; init; } = "";

    /// <summary>What the vendor published about the programme, when it is not simply active; null else.</summary>
    public string? VendorStatus { get; init; }

    /// <summary>Who sent it by hand; null: it is a scheduled one.</summary>
    public string? SentBy { get; init; }
}
