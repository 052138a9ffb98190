using Dashboard.Cli.Seats;
using Dashboard.Credits.Seats;
using Dashboard.Ingestion.Csv;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Dashboard.Web.Features.Seats;

/// <summary>Import of seats: a list, its plan, and the undo of the last one.</summary>
public sealed partial class SeatImportPage
{
    private const int MostIssues = 200;
    private const string Example = "email,name,team,plan,anchorDay,claimedAt\nmara@example.com,Mara Lindqvist,Cloud,team-premium,1,2026-11-01";

    private string _text = "";
    private string _uploaded = "";
    private string _file = "";
    private string _plan = "";
    private int _anchor = 1;
    private DateOnly _from;
    private DateOnly _today;
    private SeatPlan? _plan0;
    private IReadOnlyList<Seat> _missing = [];
    private SeatUndo? _undo;
    private string? _problem;
    private string? _note;
    private string? _done;
    private bool _isKnown;
    private bool _isReady;
    private bool _isBusy;
    private bool _isUndoing;

    [Inject]
    private SeatImportDesk Desk { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        (_today, _isReady) = await Desk.StartAsync();
        _from = _today;
        await ReadUndoAsync();
        _isKnown = true;
    }

    private static string Verdict(SeatPlan plan) =>
        plan.Rows.Count == 0 ? "Nothing changes" : $"{Show.Counted(plan.Rows.Count(r => r.IsNew), "seat", "seats")} to add, {Show.Counted(plan.Rows.Count(r => !r.IsNew), "seat changes", "seats change")}";

    private static string Verb(SeatPlan plan)
    {
        var (added, changed) = (plan.Rows.Count(r => r.IsNew), plan.Rows.Count(r => !r.IsNew));
        var what = changed == 0 ? $"Add {Show.Counted(added, "seat", "seats")}" : added == 0 ? $"Change {Show.Counted(changed, "seat", "seats")}" : $"Add {Show.Count(added)}, change {Show.Counted(changed, "seat", "seats")}";
        return plan.Issues.Count == 0 ? what : $"{what}, leave {Show.Counted(plan.Issues.Count, "line", "lines")} out";
    }

    private static List<KeyValue> Summary(SeatPlan plan)
    {
        var rows = new List<KeyValue>();
        Add("Added", SeatField.Added);
        Add("Another name", SeatField.Name);
        Add("Another plan", SeatField.Plan);
        Add("Another team", SeatField.Team);
        Add("Another cost centre", SeatField.CostCentre);
        Add("Another billing day", SeatField.Anchor);
        Add("Claimed", SeatField.Claim);
        Add("Ended", SeatField.End);
        rows.Add(new KeyValue("As they are", Show.Counted(plan.Unchanged, "seat", "seats")));
        if (plan.NewTeams.Count > 0)
        {
            rows.Add(new KeyValue("New teams", Some(plan.NewTeams)));
        }

        if (plan.NewCostCentres.Count > 0)
        {
            rows.Add(new KeyValue("New cost centres", Some(plan.NewCostCentres)));
        }

        return rows;

        void Add(string label, SeatField field)
        {
            if (plan.Count(field) is > 0 and var count)
            {
                rows.Add(new KeyValue(label, Show.Counted(count, "seat", "seats")));
            }
        }

        static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(5)) + (names.Count > 5 ? $" and {names.Count - 5} more" : "");
    }

    private void Forget() => (_plan0, _problem, _note, _done) = (null, null, null, null);

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        Forget();
        if (e.File.Size > SeatList.MostBytes)
        {
            _problem = "The file is larger than 20 MB. Nothing of it was read.";
            return;
        }

        _isBusy = true;
        await using var stream = e.File.OpenReadStream(SeatList.MostBytes);
        using var reader = new StreamReader(stream);
        (_uploaded, _file, _text) = (await reader.ReadToEndAsync(), Path.GetFileName(e.File.Name), "");
        await CheckAsync();
    }

    private async Task CheckAsync()
    {
        Forget();
        var isPasted = _text.Trim().Length > 0;
        var text = isPasted ? _text : _uploaded;
        _problem = text.Trim().Length == 0 ? "The list is empty." : _anchor is < 1 or > 31 ? "The billing day is a day from 1 to 31." : null;
        if (_problem is not null)
        {
            _isBusy = false;
            return;
        }

        _isBusy = true;
        StateHasChanged();
        await Task.Yield();
        var caller = await Current.GetAsync();
        var plan = await Desk.PlanAsync(text, isPasted ? "pasted list" : Name(_file), new SeatDefaults(_plan.Length == 0 ? null : _plan, _anchor), _from, caller);
        _missing = plan.Missing;
        await ShowAsync(plan, caller);
    }

    private async Task EndAsync(IReadOnlySet<int> ended)
    {
        var caller = await Current.GetAsync();
        await ShowAsync(await Desk.EndingAsync(_plan0!, ended, caller), caller);
    }

    private async Task ShowAsync(SeatPlan plan, Caller caller)
    {
        (_plan0, _problem, _note) = (plan, null, null);
        if (plan.Rows.Count > 0)
        {
            (_problem, _note) = await Desk.LookAsync(plan, caller);
        }

        _isBusy = false;
    }

    private async Task SaveAsync()
    {
        var plan = _plan0!;
        _isBusy = true;
        StateHasChanged();
        await Task.Yield();
        _problem = await Desk.SaveAsync(plan, await Current.GetAsync());
        _isBusy = false;
        if (_problem is null)
        {
            Forget();
            (_text, _uploaded, _done) = ("", "", $"{Show.Counted(plan.Rows.Count(r => r.IsNew), "seat was", "seats were")} added, {Show.Counted(plan.Rows.Count(r => !r.IsNew), "seat", "seats")} changed.");
            await ReadUndoAsync();
        }
    }

    private async Task UndoAsync()
    {
        _isBusy = true;
        _problem = await Desk.UndoAsync(_undo!, await Current.GetAsync());
        _isBusy = false;
        _done = _problem is null ? $"The import of {_undo!.Import!.File} was undone." : null;
        await ReadUndoAsync();
    }

    private async Task ReadUndoAsync()
    {
        _isUndoing = false;
        _undo = await Desk.UndoPlanAsync(await Current.GetAsync());
    }

    /// <summary>The name of a file is somebody's text; it stands beside decisions.</summary>
    private static string Name(string file) => string.Concat(file.Where(c => !char.IsControl(c))).Trim() is { Length: > 0 } name ? name.Length > 100 ? name[..100] : name : "list";
}
