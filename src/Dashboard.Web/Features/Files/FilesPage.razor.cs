using System.Collections.Immutable;
using Dashboard.Cli.Import;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Dashboard.Web.Components.Controls;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Dashboard.Web.Features.Files;

/// <summary>Import of a file of usage: its columns, what it would do, the import, and all imports.</summary>
public sealed partial class FilesPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CsvMapping _mapping = CsvPresets.OwnExport;
    private IReadOnlyList<CsvMapping> _mappings = [];
    private IReadOnlyList<CsvMapping> _choices = [];
    private IReadOnlyList<UsageImportRow>? _imports;
    private CsvTerms _terms = new();
    private UploadedFile? _file;
    private CsvHead? _head;
    private FilesLook? _look;
    private ImmutableArray<string> _unclear = [];
    private UsageImportRow? _back;
    private DateTimeOffset _now;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private string? _problem;
    private string? _done;
    private bool _isBusy;
    private bool _isImporting;
    private int _version;
    private long _read;
    private long _size;
    private long _drawn;

    [Inject]
    private FilesDesk Desk { get; set; } = default!;

    [Inject]
    private UploadedFiles Uploads { get; set; } = default!;

    [Inject]
    private CurrentCaller Current { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private long Percent => Math.Min(100, Interlocked.Read(ref _read) * 100 / Math.Max(1, _size));

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        if (!_isImporting)
        {
            _file?.Dispose();
        }
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var view = await Desk.LoadAsync(await Current.GetAsync());
        (_now, _zone, _imports, _mappings) = (view.Now, view.Zone, view.Imports, view.Mappings);
    }

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        (_problem, _done) = (null, null);
        if (e.File.Size > UploadedFiles.MostBytes)
        {
            _problem = "The file is larger than 1 GB. Import it with dashboard import on the server.";
            return;
        }

        Begin(e.File.Size);
        try
        {
            await using var stream = e.File.OpenReadStream(UploadedFiles.MostBytes, _gone.Token);
            _file = await Uploads.TakeAsync(e.File.Name, stream, Tell, _gone.Token);
            (_head, (_mapping, _, _unclear), _problem) = await Desk.ReadHeadAsync(_file, await Current.GetAsync(), _gone.Token);
            if (_problem is not null)
            {
                await ForgetAsync();
            }

            _choices = [.. _mappings, .. CsvPresets.All.Where(p => _mappings.All(m => m.Name != p.Name))];
            _version++;
        }
        catch (IOException)
        {
            _problem = "The browser stopped sending the file. Choose it again.";
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        _isBusy = false;
    }

    private Task ForgetAsync()
    {
        _file?.Dispose();
        (_file, _head, _look) = (null, null, null);
        return Task.CompletedTask;
    }

    private void Change(CsvMapping mapping) => (_mapping, _look, _problem, _done) = (mapping, null, null, null);

    private void ChangeTerms(CsvTerms terms) => (_terms, _look) = (terms, null);

    private async Task SaveMappingAsync()
    {
        _problem = await Desk.SaveMappingAsync(_mapping, await Current.GetAsync());
        _done = _problem is null ? $"The mapping {_mapping.Name} was saved. Files with its columns are read by it." : null;
        await LoadAsync();
    }

    private async Task DeleteMappingAsync(string name)
    {
        await Desk.DeleteMappingAsync(name, await Current.GetAsync());
        await LoadAsync();
    }

    private async Task LookAsync()
    {
        Begin(_file!.Bytes);
        try
        {
            _look = await Desk.LookAsync(_file, _mapping, _terms, Tell, await Current.GetAsync(), _gone.Token);
        }
        catch (DatabaseException)
        {
            _problem = "The database did not answer. Nothing was changed; look again.";
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        _isBusy = false;
    }

    private async Task ImportAsync()
    {
        Begin(_file!.Bytes);
        (_isImporting, _look) = (true, null);
        var name = _file.Name;
        try
        {
            var (import, _, others) = await Desk.ImportAsync(_file, _mapping, _terms, Tell, await Current.GetAsync());
            _done = $"{name} was imported: {Show.Counted(import.Accepted, "new request", "new requests")}, {Show.Count(import.Updated)} updated, {Show.Count(import.Duplicate)} known, {Show.Counted(import.Issues, "issue", "issues")}. {CsvLookWords.OtherCosts(others, isDone: true)}".TrimEnd();
        }
        catch (DatabaseException)
        {
            _problem = "The database did not take all of the file. What was read counts and can be taken back; importing the file again counts nothing twice.";
        }

        (_isImporting, _isBusy, _file, _head) = (false, false, null, null);
        if (!_gone.IsCancellationRequested)
        {
            await LoadAsync();
        }
    }

    private async Task ClosedAsync(string? done)
    {
        (_back, _done) = (null, done ?? _done);
        await LoadAsync();
    }

    private void Begin(long size)
    {
        (_isBusy, _problem, _done, _size) = (true, null, null, size);
        Interlocked.Exchange(ref _read, 0);
        _drawn = Time.GetTimestamp();
        StateHasChanged();
    }

    private void Tell(long bytes)
    {
        Interlocked.Add(ref _read, bytes);
        if (Time.GetElapsedTime(Interlocked.Read(ref _drawn)) > TimeSpan.FromMilliseconds(250) && !_gone.IsCancellationRequested)
        {
            Interlocked.Exchange(ref _drawn, Time.GetTimestamp());
            _ = InvokeAsync(StateHasChanged);
        }
    }
}
