using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Money;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Settings;

/// <summary>The ordered rules for the pool of usage: changed as a list, looked at, saved as one decision.</summary>
public sealed partial class RulesPage
{
    private ImmutableArray<PoolRule> _saved = [];
    private ImmutableArray<PoolRule> _rules = [];
    private IReadOnlyList<UnknownUsage> _unknown = [];
    private IReadOnlyList<PoolMove>? _preview;
    private RuleDraft? _draft;
    private string? _problem;
    private string _reason = "";
    private bool _isBusy;
    private bool _isSaved;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    private bool IsChanged => !_rules.SequenceEqual(_saved);

    private bool IsShipped => _rules.SequenceEqual(PoolRules.Shipped.Rules);

    private string SaveWords => _preview is { Count: > 0 } moves ? $"Save, {Show.Counted(moves.Sum(m => m.Events), "event moves", "events move")}" : "Save";

    protected override async Task ReadAsync()
    {
        var organisation = await Desk.OrganisationAsync();
        _zone = ZoneDays.Find(organisation.Rules.Zone.At(Desk.Now()));
        _saved = _rules = organisation.PoolRules.Rules;
        _unknown = await Desk.UnknownAsync();
    }

    private void Put(RuleDraft draft)
    {
        Take(draft.Into(_rules, _zone));
        _draft = null;
    }

    private void Move(int from, int to) => Take(_rules.RemoveAt(from).Insert(to, _rules[from]));

    private void Restore() => Take(PoolRules.Shipped.Rules);

    private void Discard() => Take(_saved);

    // Another list is looked at again before it can be saved.
    private void Take(ImmutableArray<PoolRule> rules) => (_rules, _preview, _problem, _isSaved) = (rules, null, null, false);

    private Task PreviewAsync() => AppendAsync(save: false);

    private Task SaveAsync() => AppendAsync(save: true);

    private async Task AppendAsync(bool save)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            if (!(await Desk.OrganisationAsync()).PoolRules.Rules.SequenceEqual(_saved))
            {
                await ReadAsync();
                (_preview, _problem) = (null, "The rules were changed by somebody else. The list now shows theirs.");
                return;
            }

            var body = new PoolRulesChanged(new PoolRules(_rules));
            var caller = await Current.GetAsync();
            switch (save ? await Desk.SaveAsync(body, caller, _reason) : await Desk.PreviewAsync(body, caller, _reason))
            {
                case AppendResult.Refused refused:
                    (_preview, _problem) = (null, refused.Refusals[0].Message);
                    break;
                case AppendResult.Appended when save:
                    await ReadAsync();
                    (_preview, _problem, _reason, _isSaved) = (null, null, "", true);
                    break;
                case AppendResult.Appended appended:
                    (_preview, _problem) = (MovesOf(appended), null);
                    break;
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private static List<PoolMove> MovesOf(AppendResult.Appended appended) =>
        [.. appended.Moves.Moves
            .GroupBy(m => (m.FromPool, m.ToPool))
            .Select(g => new PoolMove(g.Key.FromPool, g.Key.ToPool, g.Sum(m => (long)m.Events), g.Aggregate(Nanodollars.Zero, (sum, m) => sum + m.CostAfter)))
            .OrderByDescending(m => m.Cost).ThenBy(m => m.From).ThenBy(m => m.To)];

    private static string? Faint(string? stated) => stated is null ? "faint" : null;

    private static string? Unpriced(UnknownUsage usage) => usage.UnpricedEvents == 0 ? null : $"{Show.ExactCount(usage.UnpricedEvents)} without a price";
}
