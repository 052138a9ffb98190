using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Dashboard.Web.Vendor;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Features.VendorReports;

public sealed partial class VendorReportsPage
{
    private VendorReportsView? _view;
    private VendorDraft? _draft;
    private VendorConnectionLine? _changed;
    private VendorConnectionLine? _remove;
    private (bool IsGood, IReadOnlyList<string> Lines)? _said;
    private string? _problem;
    private int? _testing;

    [CascadingParameter]
    private Access Access { get; set; } = Access.Nobody;

    private bool SeesFigures => Access.Can(Right.SeeFigures);

    private IReadOnlyList<string> Facts => _view is not { } view ? []
        : [Show.Counted(view.Connections.Count, "connection", "connections"), "what the vendor itself counted, beside the usage", "times in UTC"];

    protected override async Task LoadAsync() => _view = await Desk.ReadAsync(await Current.GetAsync());

    private void Edit(VendorConnectionLine? line) =>
        (_changed, _problem, _draft) = (line, null, line is null ? new VendorDraft() : new VendorDraft { Name = line.Name, Kind = line.Kind, Address = line.Address, Reads = line.Reads, IsOn = line.IsOn });

    private async Task SaveAsync()
    {
        var caller = await Current.GetAsync();
        var isNew = _changed is null;
        _problem = _changed is { } line ? await Desk.ChangeAsync(line.Id, _draft!, caller) : await Desk.AddAsync(_draft!, caller);
        if (_problem is null)
        {
            (_draft, _said) = (null, isNew ? (true, ["Saved. The first pull begins now and reads the last 90 days; what it met stands in the table."]) : null);
            await LoadAsync();
        }
    }

    private async Task RemoveAsync()
    {
        var problem = await Desk.RemoveAsync(_remove!.Id, await Current.GetAsync());
        (_remove, _said) = (null, problem is null ? null : (false, [problem]));
        await LoadAsync();
    }

    private async Task PullAsync()
    {
        var problem = await Desk.PullNowAsync(await Current.GetAsync());
        _said = problem is null ? (true, ["A pull begins now. The figures follow by themselves."]) : (false, [problem]);
    }

    private async Task TestAsync(VendorConnectionLine line)
    {
        (_testing, _said) = (line.Id, null);
        StateHasChanged();
        try
        {
            var answers = await Desk.TestAsync(line.Id, await Current.GetAsync());
            _said = (answers.All(a => a.Problem is null), [.. answers.Select(a => $"{(a.Report.Length > 0 ? a.Report : line.Name)}: {a.Problem ?? "the vendor answered."}")]);
        }
        finally
        {
            _testing = null;
        }
    }

    private static string At(long? ms, DateTimeOffset now) => ms is { } at ? Show.Instant(DateTimeOffset.FromUnixTimeMilliseconds(at), now, TimeZoneInfo.Utc) : Show.None;

    private static string Skew(long ms) => $"the vendor's clock is {Show.Lag(TimeSpan.FromMilliseconds(Math.Abs(ms)))} {(ms > 0 ? "ahead" : "behind")}";
}
