using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Storage.Decisions;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Features.Settings;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Runbook;

/// <summary>The windows of the dead man, and what the gate answers when it cannot know.</summary>
public sealed partial class DeadManPage : SettingsPage
{
    private Organisation? _organisation;
    private IReadOnlyList<KeyValue> _standing = [];
    private IReadOnlyList<TimelineRow> _history = [];
    private string _hours = "";
    private string _minutes = "";
    private bool _open;

    [Inject]
    private DeadManDesk Windows { get; set; } = default!;

    protected override async Task ReadAsync()
    {
        var organisation = await Desk.OrganisationAsync();
        var now = Desk.Now();
        var zone = ZoneDays.Find(organisation.Rules.Zone.At(now));
        var status = await Windows.StatusAsync();
        var evaluated = await Windows.LastEvaluationAsync();
        var windows = organisation.Runbooks.DeadMan;
        _standing =
        [
            new("Usage", status.IngestSilentSinceMs is { } silent ? $"none since {OverageWords.At(silent, now, zone)}" : "arrives"),
            new("Alarm without usage", windows.IngestHours is { } hours ? $"after {Hours(hours)}" : "never"),
            new("Evaluation", status.EvaluationSilentSinceMs is { } failing ? $"has failed since {OverageWords.At(failing, now, zone)}" : evaluated is { } at ? $"succeeded {OverageWords.At(at, now, zone)}" : "has not run yet"),
            new("Alarm without evaluation", $"after {windows.EvaluationMinutes} min"),
            new("When the gate cannot know", organisation.Runbooks.GateFailsOpen ? "it allows" : "it denies"),
        ];
        _history = DecisionRows.Of(await Windows.DecisionsAsync(), DateTimeOffset.FromUnixTimeMilliseconds(now), zone, Title);
        (_organisation, _open) = (organisation, organisation.Runbooks.GateFailsOpen);
        (_hours, _minutes) = (windows.IngestHours?.ToString(CultureInfo.InvariantCulture) ?? "", windows.EvaluationMinutes.ToString(CultureInfo.InvariantCulture));
    }

    private static string Hours(int hours) => hours % 24 == 0 ? Show.Counted(hours / 24, "day", "days") : Show.Counted(hours, "hour", "hours");

    private static string? Title(DecisionBody body) => body switch
    {
        DeadManSet o => $"Alarm {(o.IngestHours is { } hours ? $"after {Hours(hours)}" : "never")} without usage, after {o.EvaluationMinutes} min without evaluation",
        GateFailureSet o => o.Open ? "The gate allows what it cannot judge" : "The gate denies what it cannot judge",
        _ => null,
    };

    private DecisionDraft WindowsDraft()
    {
        int? hours = null;
        if (_hours.Trim().Length > 0)
        {
            if (!int.TryParse(_hours.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                return new(null, "The hours are a whole number, or empty for no alarm.");
            }

            hours = parsed;
        }

        return int.TryParse(_minutes.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            ? new(new DeadManSet(hours, minutes)) { AtMs = NewDecision.WhenBooked } : new(null, "The minutes are a whole number.");
    }

    private DecisionDraft GateDraft() => new(new GateFailureSet(_open)) { AtMs = NewDecision.WhenBooked };

    private static IReadOnlyList<KeyValue> WindowsConsequences(Organisation before, AppendResult.Appended appended) =>
    [
        new("Now", Title(before.Runbooks.DeadMan)!),
        new("Then", Title(appended.Organisation.Runbooks.DeadMan)!, IsSum: true),
    ];

    private static IReadOnlyList<KeyValue> GateConsequences(Organisation before, AppendResult.Appended appended) =>
    [
        new("Now", Title(new GateFailureSet(before.Runbooks.GateFailsOpen))!),
        new("Then", Title(new GateFailureSet(appended.Organisation.Runbooks.GateFailsOpen))!, IsSum: true),
    ];
}
