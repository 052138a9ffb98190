using System.Collections.Immutable;
using Dashboard.Credits.Usage;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Identities;

/// <summary>The ordered rules for whose usage it is: changed as a list, looked at, saved as one decision.</summary>
public sealed partial class IdentityRulesPage
{
    private RulesView? _view;
    private ImmutableArray<IdentityRule> _rules = [];
    private IdentityRuleDraft? _draft;
    private IdentityMoves? _moves;
    private DateOnly? _from;
    private string _reason = "";
    private bool _isBusy;
    private bool _isSaved;

    [Inject]
    private IdentitiesDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    private bool CanDecide => Access.Can(Right.DecideSettings);

    private ImmutableArray<IdentityRule> Saved => _view?.Rules ?? [];

    private bool IsChanged => !_rules.AsSpan().SequenceEqual(Saved.AsSpan());

    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync()
    {
        _view = await Desk.RulesAsync(await Current.GetAsync());
        _rules = _view.Rules;
    }

    private async Task EditAsync(IdentityRule rule, int place)
    {
        var draft = IdentityRuleDraft.Of(rule, place);
        draft.Seat = await Desk.SeatAsync(rule.SeatId, await Current.GetAsync());
        Open(draft);
    }

    private void Open(IdentityRuleDraft draft) => _draft = draft;

    private void Put(IdentityRuleDraft draft)
    {
        Take(draft.Into(_rules));
        _draft = null;
    }

    // Another list is looked at again before it can be saved.
    private void Take(ImmutableArray<IdentityRule> rules) => (_rules, _moves, _isSaved) = (rules, null, false);

    private void Look() => _moves = null;

    private async Task AppendAsync(bool save)
    {
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var caller = await Current.GetAsync();
            if (!(await Desk.RulesAsync(caller)).Rules.AsSpan().SequenceEqual(Saved.AsSpan()))
            {
                await ReadAsync();
                _moves = new IdentityMoves([], [], "The rules were changed by somebody else. The list now shows theirs.");
                return;
            }

            _moves = await Desk.SetRulesAsync(_rules, _from, _reason, caller, preview: !save);
            if (save && _moves.Problem is null)
            {
                await ReadAsync();
                (_moves, _reason, _from, _isSaved) = (null, "", null, true);
            }
        }
        finally
        {
            _isBusy = false;
        }
    }
}
