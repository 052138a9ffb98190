using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Settings;

/// <summary>Programmes in the words of pages.</summary>
internal static class ProgrammeWords
{
    /// <summary>The mode in one word.</summary>
    public static string Mode(ProgrammeMode mode) => mode switch { ProgrammeMode.Off => "Off", ProgrammeMode.Shadow => "Shadow", ProgrammeMode.Enforced => "Enforced" };

    /// <summary>What a mode means.</summary>
    public static string About(ProgrammeMode mode) => mode switch
    {
        ProgrammeMode.Enforced => "The ledger is real. Overage counts as payable.",
        ProgrammeMode.Shadow => "Same arithmetic, marked “as if the programme were live”. Never payable.",
        ProgrammeMode.Off => "No grant from the next cycle. A running balance lives to its expiry.",
    };

    /// <summary>The vendor's status in one word.</summary>
    public static string Status(VendorStatus status) => status switch
    {
        VendorStatus.Announced => "Announced",
        VendorStatus.Active => "Active",
        VendorStatus.Paused => "Paused",
        VendorStatus.Retired => "Retired",
    };

    /// <summary>Who holds the credit.</summary>
    public static string Scope(Programme programme)
    {
        var isPooled = programme.Allowances.Any(a => a.Scope is ProgrammeScope.Pooled);
        var isOwn = programme.Allowances.Any(a => a.Scope is ProgrammeScope.PerSeat && a.Amount is not null);
        return !isPooled ? "Per seat, no pooling"
            : (isOwn ? "Per seat; Team plans in one shared account" : "One shared account") + (programme.PoolCap is { } cap ? $", at most {Show.Money(cap)} a grant" : "");
    }

    /// <summary>Whether a claim is needed, and by whom.</summary>
    public static string Claim(Programme programme) => !programme.ClaimNeeded ? "Not needed"
        : programme.Allowances.Any(a => a.Scope is ProgrammeScope.Pooled) ? "Once: every seat, or the organisation for its shared account" : "Once by every seat; no grant before";

    /// <summary>What it covers, from its rules.</summary>
    public static string Covers(Programme programme)
    {
        var covered = string.Join(", ", programme.Coverage.Where(r => r.Covered).Select(Kind));
        var rest = string.Join(", ", programme.Coverage.Where(r => !r.Covered).Select(Kind));
        var text = rest.Length == 0 ? covered : $"{covered}; not {rest}";
        return text.Length == 0 ? Show.None : char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>What follows exhaustion, as the vendor says.</summary>
    public static string After(AfterExhaustion after) => after switch
    {
        AfterExhaustion.UsageCreditsOrStop => "Usage credits at API rates where they are on; else requests stop until the next cycle",
        AfterExhaustion.ConsoleCreditOrStop => "Purchased Console credit or invoice where there is one; else requests stop until the next grant",
        AfterExhaustion.OwnDecision => "Your own overage decision",
    };

    /// <summary>What a plan change in mid-cycle grants.</summary>
    public static string PlanChange(PlanChangePolicy policy) => policy switch
    {
        PlanChangePolicy.NextCycle => "The new allowance from the next cycle",
        PlanChangePolicy.ImmediateDifference => "The difference, at once",
        PlanChangePolicy.ProratedDifference => "The difference for the rest of the cycle, rounded down to the cent",
    };

    /// <summary>What an allowance row is for.</summary>
    public static string Target(AllowanceRow row) => row.Target switch
    {
        AllowanceTarget.Everyone => "Everyone",
        AllowanceTarget.Plan => Plans.NameOf(row.Key),
        AllowanceTarget.Team => $"Team {row.Key}",
        AllowanceTarget.Seat => row.Key,
    };

    /// <summary>How a fee is paid.</summary>
    public static string Term(FeeTerm term) => term switch { FeeTerm.Monthly => "monthly", FeeTerm.Annual => "annual" };

    private static string Kind(CoverageRule rule) => rule switch
    {
        { Pool: { } pool } => pool switch
        {
            Pool.Programmatic => "programmatic runs (Agent SDK, claude -p, GitHub Actions, apps on the SDK)",
            Pool.ApiKey => "runs on API keys",
            Pool.Interactive => "interactive use",
            Pool.Unknown => "usage of unknown kind",
        },
        { Payer: Payers.OtherConsole } => "keys of other Console organisations",
        { Payer: Payers.LinkedConsole } => "keys of the linked Console organisation",
        { Payer: Payers.Plan } => "plan logins",
        { Entrypoint: "cli" } => "the interactive command line",
        { Entrypoint: "claude-vscode" } => "VS Code",
        { Entrypoint: "claude-desktop" } => "the desktop app",
        { Entrypoint: "claude-desktop-3p" } => "the desktop app on third-party platforms",
        { Entrypoint: "claude-code-github-action" } => "GitHub Actions",
        _ => rule.Entrypoint ?? rule.Payer ?? "anything",
    };
}
