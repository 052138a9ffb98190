using Dashboard.Credits.Runbook;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.Runbook;

/// <summary>The stages of a runbook: looked at, edited as a whole, previewed, saved as one decision.</summary>
public sealed partial class StagesPage
{
    private StagesView? _view;
    private RunbookRules? _rules;
    private bool _isTakingAway;
    private StageDraft? _stage;
    private RunbookPreview? _preview;
    private IReadOnlyList<string> _problems = [];
    private string _reason = "";
    private string? _done;
    private string _email = "";
    private bool _isAsked;
    private WhichRunbook? _which;
    private bool _busy;
    private string? _read;

    /// <summary>Whose runbook; none: the organisation's.</summary>
    [SupplyParameterFromQuery(Name = "of")]
    public string? Of { get; set; }

    private bool IsEditing => _rules is not null || _isTakingAway;

    [Inject]
    private StagesDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    [Inject]
    private NavigationManager Address { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (_view is null || _read != Of)
        {
            Discard();
            _done = null;
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        _read = Of;
        _view = await Desk.ReadAsync(Of, await Current.GetAsync());
    }

    private void Go(string? scope) => Address.NavigateTo(scope is null or StagesDesk.WholeOrganisation ? "runbook/stages" : $"runbook/stages?of={Uri.EscapeDataString(scope)}");

    private void Begin(RunbookRules? rules) => (_rules, _isTakingAway, _preview, _problems, _done) = (rules, rules is null, null, [], null);

    private void Discard() => (_rules, _isTakingAway, _stage, _preview, _problems, _reason) = (null, false, null, null, [], "");

    // Another list is looked at again before it can be saved.
    private void Take(RunbookRules rules) => (_rules, _preview, _problems) = (rules, null, []);

    private void Put(RunbookRules rules)
    {
        Take(rules);
        _stage = null;
    }

    private async Task PreviewAsync()
    {
        _busy = true;
        try
        {
            _preview = await Desk.PreviewAsync(_view!.Scope, _rules, _reason, await Current.GetAsync());
            _problems = _preview.Problems;
            _preview = _problems.Count > 0 ? null : _preview;
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task SaveAsync()
    {
        _busy = true;
        try
        {
            _problems = await Desk.SaveAsync(_view!.Scope, _rules, _reason, _view.Version, await Current.GetAsync());
            if (_problems.Count == 0)
            {
                Discard();
                await ReadAsync();
                _done = "Saved. It holds from now on.";
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task WhichAsync()
    {
        _which = await Desk.WhichAsync(_email, await Current.GetAsync());
        _isAsked = true;
    }
}
