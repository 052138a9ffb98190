using Dashboard.Credits.Ledger;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Books;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Meters;

/// <summary>Where what people believe and what pays may differ, from usage that was really seen. Pure.</summary>
internal static class MeterWarnings
{
    private const string Rules = "meters#payers";

    /// <summary>The warnings, in the order of what they cost; those without an amount first.</summary>
    public static IReadOnlyList<MeterWarning> Of(Organisation organisation, Programme programme, ProgrammeMode mode, OrganisationFigures figures, IReadOnlyList<MeterUsage> usages, DateOnly today)
    {
        List<MeterWarning> found = [];
        if (mode is not ProgrammeMode.Off)
        {
            Programme(found, programme, figures, today);
            Covered(found, programme, usages);
        }

        NotCovered(found, organisation, programme, mode, usages);
        Add(found, usages.Where(u => u.Pool is Pool.Unknown), "Runs of unknown call type draw nothing", "No rule says whether a program, a person or an API key made them. Until one does, no credit pays for them and no total has them as covered.", "settings/rules", "Write a rule");
        return [.. found.OrderBy(w => w.Cost is null ? 0 : 1).ThenByDescending(w => w.Cost)];
    }

    private static void Programme(List<MeterWarning> found, Programme programme, OrganisationFigures figures, DateOnly today)
    {
        if (programme.StatusOn(today) is { Status: VendorStatus.Announced or VendorStatus.Paused or VendorStatus.Retired } status)
        {
            found.Add(new(
                $"The vendor does not give this credit",
                $"It {(status.Status is VendorStatus.Announced ? "only announced" : status.Status.ToString().ToLowerInvariant())} the {programme.Name} on {Show.Day(status.Day, default)}. Runs that count as covered here are paid by the plan's limits, usage credits or a Console organisation in reality.",
                null, 0, "settings/programmes", "Look at the programme"));
        }

        if (figures.Pool is { State: SeatCycleState.Unclaimed } pool)
        {
            found.Add(new("The shared credit is not claimed", $"Until the organisation claims it, covered runs find nothing: {Show.Money(pool.Allowance)} a cycle is missing.", null, 0, "settings/programmes", "Enter the claim"));
        }
    }

    /// <summary>Counted as covered, and perhaps not.</summary>
    private static void Covered(List<MeterWarning> found, Programme programme, IReadOnlyList<MeterUsage> usages)
    {
        if (programme.Id == ShippedProgrammes.AgentSdkCredit.Id)
        {
            Add(
                found, usages.Where(u => u is { Meter: Meter.Credit, Rule: null, Kind: UsageSource.Otlp, HasSeatEmail: false }), "Counted as covered, though no sign-in is stated",
                $"The {programme.Name} is for plan logins. Telemetry states the e-mail of a login and states none with an API key: these runs are probably paid by a Console organisation. A rule about who pays takes them out.", Rules, "Say who pays");
        }
    }

    private static void NotCovered(List<MeterWarning> found, Organisation organisation, Programme programme, ProgrammeMode mode, IReadOnlyList<MeterUsage> usages)
    {
        var isOnKeys = programme.Coverage.Any(c => c is { Covered: true, Pool: Pool.ApiKey }) && programme.Allowances.Length > 0 && mode is not ProgrammeMode.Off;
        var rest = usages.Where(u => u.Meter is not Meter.Credit).ToList();
        if (isOnKeys && programme.Vendor != ShippedProgrammes.InternalBudget.Vendor)
        {
            Add(
                found, rest.Where(u => u is { Rule: null, Pool: Pool.Programmatic, Entrypoint: null or not "claude-code-github-action" }), "Programmatic runs that nothing covers yet",
                $"The {programme.Name} pay for runs on keys of the linked Console organisation. No source says of which organisation a key is: a rule does. Without one nothing of this is covered.", Rules, "Say who pays");
            Add(
                found, rest.Where(u => u.Entrypoint is "claude-vscode" or "claude-desktop" or "claude-desktop-3p" && IsOnKey(u)), "Runs of an editor or the desktop app with an API key",
                "They count as Claude Code usage, also with a key of the linked organisation: purchased credit pays, or they fail with “Credit balance is too low”.");
        }

        Add(
            found, rest.Where(u => u.Entrypoint is "claude-code-github-action" && (isOnKeys || IsOnKey(u))), "GitHub Action runs are not covered",
            "The vendor counts what its Action starts as Claude Code usage, also with a key of the linked organisation. A workflow that calls claude -p or the SDK itself with that key is covered.");
        Add(
            found, rest.Where(u => u is { Pool: Pool.Interactive, Entrypoint: not ("claude-vscode" or "claude-desktop" or "claude-desktop-3p") } && IsOnKey(u)), "Interactive use with an API key",
            "No credit pays for it: with a key it is purchased Console credit, or it fails with “Credit balance is too low”. Signed in with the plan it would count against the plan's limits.");
        Add(
            found, rest.Where(u => u is { Pool: Pool.Programmatic, Meter: Meter.LinkedConsole or Meter.OtherConsole } && programme.Id == ShippedProgrammes.AgentSdkCredit.Id), "SDK runs with an API key beside the Agent SDK credit",
            $"The {programme.Name} is for plan logins; these runs are paid by a Console organisation, although their seats have credit left or not.");
        if (!organisation.PayerRules.Rules.IsEmpty)
        {
            Add(found, rest.Where(u => u.Meter is Meter.SomeKey), "Keys that no rule knows", "They are on an API key and no rule says of which organisation.", Rules, "Say who pays");
        }
    }

    private static bool IsOnKey(MeterUsage usage) => usage.Meter is Meter.LinkedConsole or Meter.OtherConsole or Meter.SomeKey;

    private static void Add(List<MeterWarning> found, IEnumerable<MeterUsage> usages, string title, string text, string? href = null, string? action = null)
    {
        var of = usages.ToList();
        if (of.Sum(u => u.Events) > 0 || of.Any(u => u.Cost.IsPositive))
        {
            found.Add(new(title, text, of.Aggregate(Nanodollars.Zero, (sum, u) => sum + u.Cost), of.Sum(u => u.Events), href, action));
        }
    }
}
