using System.Reflection;
using Dashboard.Cli.Import;
using Dashboard.Cli.Seats;
using Dashboard.Credits.Ledger;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Credits.Usage;
using Dashboard.Ingestion.Csv;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Reads;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.DryRuns;
using Dashboard.Web.Components;
using Dashboard.Web.Features.Audit;
using Dashboard.Web.Features.Claims;
using Dashboard.Web.Features.Deliveries;
using Dashboard.Web.Features.Files;
using Dashboard.Web.Features.FirstRun;
using Dashboard.Web.Features.Gate;
using Dashboard.Web.Features.Identities;
using Dashboard.Web.Features.Jobs;
using Dashboard.Web.Features.Keys;
using Dashboard.Web.Features.Ledger;
using Dashboard.Web.Features.MailPreferences;
using Dashboard.Web.Features.MailSettings;
using Dashboard.Web.Features.Meters;
using Dashboard.Web.Features.Overage;
using Dashboard.Web.Features.Overview;
using Dashboard.Web.Features.People;
using Dashboard.Web.Features.Reconciliation;
using Dashboard.Web.Features.Runbook;
using Dashboard.Web.Features.SeatDetail;
using Dashboard.Web.Features.Seats;
using Dashboard.Web.Features.Settings;
using Dashboard.Web.Features.Sources;
using Dashboard.Web.Features.Teams;
using Dashboard.Web.Features.Telemetry;
using Dashboard.Web.Features.VendorReports;
using Dashboard.Web.Features.WebhookSettings;
using Dashboard.Web.Mail;
using Dashboard.Web.Security;
using Dashboard.Web.Vendor;
using Dashboard.Web.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

public sealed partial class RightsTableTests
{
    private const string SeatReaders = "owner finance team-admin seat-holder auditor";
    private const string FigureReaders = "owner finance auditor";
    private const string SourceKeepers = "owner platform";
    private const string Importers = "owner finance";
    private static readonly CsvMapping Columns = new() { Name = "Rights", Columns = [new("at", CsvField.At), new("model", CsvField.Model), new("cost", CsvField.CostUsd)] };
    private const string DeliveryReaders = "owner finance auditor";
    private const string Askers = "owner team-admin seat-holder";
    private const string RunbookReaders = "owner finance team-admin auditor";
    private const string Answerers = "owner finance team-admin";
    private static readonly OverageTerms Terms = new(Dollar, OverageEnd.Cycle, null, "why");
    private static readonly SeatsChange ToPro = new(SeatsChangeKind.Plan, "pro", new DateOnly(2026, 11, 20), "why");

    /// <summary>A command by type and name, who may call it about what is theirs, and a call.</summary>
    private static readonly Dictionary<string, (string Allowed, Func<RightsOrganisation, Caller, Task> Call)> Commands = new(StringComparer.Ordinal)
    {
        ["Decider.DecideAsync"] = ("owner", Call<Decider>((d, caller, _) => d.DecideAsync(caller, [new NewDecision(new OrganisationRenamed("Example 2"), 1_793_500_000_000, "why")]))),
        ["SeatsChanges.KnownAsync"] = ("owner team-admin", Call<SeatsChanges>((c, caller, _) => c.KnownAsync(SeatsChangeKind.Team, caller))),
        ["SeatsChanges.PreviewAsync"] = ("owner team-admin", Call<SeatsChanges>((c, caller, on) => c.PreviewAsync([on.OwnSeat], ToPro, caller))),
        ["SeatsChanges.SaveAsync"] = ("owner team-admin", Call<SeatsChanges>((c, caller, on) => c.SaveAsync([on.OwnSeat], ToPro, caller))),
        ["SeatsDesk.ReadAsync"] = (SeatReaders, Call<SeatsDesk>((d, caller, _) => d.ReadAsync(new SeatsFilter(), 0, caller))),
        ["SeatsDesk.IdsAsync"] = (SeatReaders, Call<SeatsDesk>((d, caller, _) => d.IdsAsync(new SeatsFilter(), caller))),
        ["SeatsDesk.AllAsync"] = ("owner finance team-admin auditor", Call<SeatsDesk>((d, caller, _) => d.AllAsync(new SeatsFilter(), caller))),
        ["SeatReader.ReadAsync"] = (SeatReaders, Call<SeatReader>((r, caller, _) => r.ReadAsync(RightsOrganisation.Own, null, caller))),
        ["SeatReader.ExplainAsync"] = (SeatReaders, Call<SeatReader>((r, caller, _) => r.ExplainAsync(RightsOrganisation.Own, null, AGroup, caller))),
        ["ReconciliationDesk.ReadAsync"] = (FigureReaders, Call<ReconciliationDesk>((d, caller, _) => d.ReadAsync(new ReconciliationFilter(), caller))),
        ["BalanceDesk.ReadAsync"] = (SeatReaders, Call<BalanceDesk>((d, caller, on) => d.ReadAsync(on.OwnSeat, caller))),
        ["BalanceDesk.SaveAsync"] = ("owner finance team-admin seat-holder", Call<BalanceDesk>((d, caller, on) => d.SaveAsync(on.OwnSeat, Dollar, 1_793_500_000_000, "", caller))),
        ["BalanceDesk.TakeBackAsync"] = ("owner finance team-admin seat-holder", Call<BalanceDesk>((d, caller, on) => d.TakeBackAsync(on.OwnSeat, 1, "", caller))),
        ["MetersDesk.ReadAsync"] = (FigureReaders, Call<MetersDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["LedgerDesk.ReadAsync"] = (FigureReaders, Call<LedgerDesk>((d, caller, _) => d.ReadAsync(null, LedgerGrouping.Team, caller))),
        ["LedgerDesk.PostingsAsync"] = (FigureReaders, Call<LedgerDesk>((d, caller, _) => d.PostingsAsync(Day, caller).ToListAsync().AsTask())),
        ["GateDesk.ReadAsync"] = (SeatReaders, Call<GateDesk>((d, caller, on) => d.ReadAsync(on.OwnSeat, caller))),
        ["GateDesk.ReleaseAsync"] = ("owner finance team-admin", Call<GateDesk>((d, caller, on) => d.ReleaseAsync(on.OwnSeat, "rsv_none", caller))),
        ["AuditDesk.ReadAsync"] = (FigureReaders, Call<AuditDesk>((d, caller, _) => d.ReadAsync(new AuditFilter(), null, caller, default))),
        ["AuditDesk.VerifyAsync"] = (FigureReaders, Call<AuditDesk>((d, caller, _) => d.VerifyAsync(caller, new Progress<long>(), default))),
        ["AuditDesk.ExportAsync"] = (FigureReaders, Call<AuditDesk>((d, caller, _) => d.ExportAsync(new AuditFilter(), caller, default))),
        ["OverviewReader.ReadAsync"] = (FigureReaders, Call<OverviewReader>((r, caller, _) => r.ReadAsync(caller))),
        ["OverviewReader.ExplainAsync"] = (FigureReaders, Call<OverviewReader>((r, caller, _) => r.ExplainAsync(OverviewFigureKind.Allocated, caller))),
        ["OverageDesk.StandingsAsync"] = (SeatReaders, Call<OverageDesk>((d, caller, on) => d.StandingsAsync([on.OwnSeat], caller))),
        ["OverageDesk.LookAsync"] = (Askers, Call<OverageDesk>((d, caller, on) => d.LookAsync([on.OwnSeat], Terms, caller))),
        ["OverageDesk.SaveAsync"] = (Askers, Call<OverageDesk>(async (d, caller, on) => await d.SaveAsync(await d.LookAsync([on.OwnSeat], Terms, caller), "why", caller))),
        ["OverageDesk.TurnOffAsync"] = ("owner team-admin", Call<OverageDesk>((d, caller, _) => d.TurnOffAsync([], caller))),
        ["OverageDesk.UndoAsync"] = ("owner team-admin", Call<OverageDesk>((d, caller, on) => d.UndoAsync(new OverageOutcome(null, [], [new NewDecision(new OverageDecided(on.OwnSeat, true, Dollar), NewDecision.WhenBooked, "why")]), caller))),
        ["OverageDesk.DeclareAsync"] = (Askers, Call<OverageDesk>((d, caller, on) => d.DeclareAsync(on.OwnSeat, true, caller))),
        ["RequestsDesk.CountAsync"] = (Askers, Call<RequestsDesk>((d, caller, _) => d.CountAsync(caller))),
        ["RequestsDesk.ReadAsync"] = (Askers, Call<RequestsDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["RequestsDesk.ApproveAsync"] = ("owner team-admin", Call<RequestsDesk>((d, caller, on) => d.ApproveAsync(ARequest(on), "why", caller))),
        ["RequestsDesk.RefuseAsync"] = ("owner team-admin", Call<RequestsDesk>((d, caller, on) => d.RefuseAsync(ARequest(on), "why", caller))),
        ["RequestsDesk.WithdrawAsync"] = (Askers, Call<RequestsDesk>((d, caller, on) => d.WithdrawAsync(ARequest(on), caller))),
        ["ClaimsDesk.LookAsync"] = ("owner team-admin", Call<ClaimsDesk>((d, caller, on) => d.LookAsync([on.OwnSeat], Day, caller))),
        ["ClaimsDesk.ReadAsync"] = ("owner team-admin", Call<ClaimsDesk>((d, caller, _) => d.ReadAsync(RightsOrganisation.Own, "list", Day, caller))),
        ["ClaimsDesk.SaveAsync"] = ("owner team-admin", Call<ClaimsDesk>((d, caller, on) => d.SaveAsync(new ClaimLook([new ClaimDraft(on.OwnSeat, Day)], [], []), "why", caller))),
        ["ClaimsDesk.UnclaimedAsync"] = (SeatReaders, Call<ClaimsDesk>((d, caller, _) => d.UnclaimedAsync(caller))),
        ["IdentitiesDesk.ReadAsync"] = (FigureReaders, Call<IdentitiesDesk>((d, caller, _) => d.ReadAsync(new IdentityFilter(), caller))),
        ["IdentitiesDesk.AssignedAsync"] = (FigureReaders, Call<IdentitiesDesk>((d, caller, _) => d.AssignedAsync(new IdentityFilter(), caller))),
        ["IdentitiesDesk.LookAsync"] = (FigureReaders, Call<IdentitiesDesk>((d, caller, _) => d.LookAsync(new Identity(IdentityKind.Host, "build-1"), caller))),
        ["IdentitiesDesk.RulesAsync"] = (FigureReaders, Call<IdentitiesDesk>((d, caller, _) => d.RulesAsync(caller))),
        ["IdentitiesDesk.SeatAsync"] = (FigureReaders, Call<IdentitiesDesk>((d, caller, on) => d.SeatAsync(on.OwnSeat, caller))),
        ["IdentitiesDesk.TestAsync"] = (FigureReaders, Call<IdentitiesDesk>((d, caller, on) => d.TestAsync(new IdentityRule([new IdentityCondition(IdentityKind.Host, "*")], on.OwnSeat), caller))),
        ["IdentitiesDesk.AssignAsync"] = ("owner", Call<IdentitiesDesk>((d, caller, _) => d.AssignAsync(new Identity(IdentityKind.Host, "build-1"), null, null, "why", caller, preview: true))),
        ["IdentitiesDesk.UndoAsync"] = ("owner", Call<IdentitiesDesk>((d, caller, _) => d.UndoAsync(new Identity(IdentityKind.Host, "build-1"), new AssignedChange(0, null, null, null), "why", caller, preview: true))),
        ["IdentitiesDesk.SetRulesAsync"] = ("owner", Call<IdentitiesDesk>((d, caller, _) => d.SetRulesAsync([], null, "why", caller, preview: true))),
        ["SettingsDesk.PreviewAsync"] = ("owner", Call<SettingsDesk>((d, caller, _) => d.PreviewAsync(new OrganisationRenamed("Example 3"), caller, "why"))),
        ["SettingsDesk.SaveAsync"] = ("owner", Call<SettingsDesk>((d, caller, _) => d.SaveAsync(new OrganisationRenamed("Example 3"), caller, "why"))),
        ["FirstRunCommands.SaveOrganisationAsync"] = ("owner", Call<FirstRunCommands>((c, caller, _) => c.SaveOrganisationAsync("Example", "UTC", Day, caller))),
        ["FirstRunCommands.ChooseAsync"] = ("owner", Call<FirstRunCommands>((c, caller, _) => c.ChooseAsync(new ProgrammeChoice(Programme, ProgrammeMode.Enforced), null, null, caller))),
        ["FirstRunCommands.AddSeatsAsync"] = ("owner team-admin", Call<FirstRunCommands>((c, caller, _) => c.AddSeatsAsync([new NewSeat(1, "more@example.org", "", "Blue", null, "pro", 1, null, Day)], caller, preview: true))),
        ["SeatImportDesk.PlanAsync"] = ("owner team-admin", Call<SeatImportDesk>((d, caller, _) => d.PlanAsync("email,plan\nlist@example.org,pro", "list", new SeatDefaults(), Day, caller))),
        ["SeatImportDesk.EndingAsync"] = ("owner team-admin", Call<SeatImportDesk>(async (d, caller, on) => await d.EndingAsync(await APlanAsync(on), new HashSet<int>(), caller))),
        ["SeatImportDesk.LookAsync"] = ("owner team-admin", Call<SeatImportDesk>(async (d, caller, on) => await d.LookAsync(await APlanAsync(on), caller))),
        ["SeatImportDesk.SaveAsync"] = ("owner team-admin", Call<SeatImportDesk>(async (d, caller, on) => await d.SaveAsync(await APlanAsync(on), caller))),
        ["SeatImportDesk.UndoPlanAsync"] = ("owner team-admin", Call<SeatImportDesk>((d, caller, _) => d.UndoPlanAsync(caller))),
        ["SeatImportDesk.UndoAsync"] = ("owner team-admin", Call<SeatImportDesk>((d, caller, _) => d.UndoAsync(SeatUndo.None, caller))),
        ["TeamsDesk.ReadAsync"] = (FigureReaders, Call<TeamsDesk>((d, caller, _) => d.ReadAsync(TeamGrouping.Team, caller))),
        ["TeamsDesk.PreviewRenameAsync"] = ("owner", Call<TeamsDesk>((d, caller, _) => d.PreviewRenameAsync(TeamGrouping.Team, "Blue", "Navy", caller))),
        ["TeamsDesk.RenameAsync"] = ("owner", Call<TeamsDesk>((d, caller, _) => d.RenameAsync(TeamGrouping.CostCentre, "10", "11", "why", caller))),
        ["TeamsDesk.CreateAsync"] = ("owner", Call<TeamsDesk>((d, caller, _) => d.CreateAsync(TeamGrouping.Team, "Made", "why", caller))),
        ["TelemetryDesk.ReadAsync"] = (SourceKeepers, Call<TelemetryDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["TelemetryDesk.ChecksAsync"] = (SourceKeepers, Call<TelemetryDesk>((d, caller, _) => d.ChecksAsync(caller))),
        ["TelemetryDesk.SignalsAsync"] = (SeatReaders, Call<TelemetryDesk>((d, caller, on) => d.SignalsAsync(on.OwnSeat, null, caller))),
        ["TelemetryDesk.SaveAsync"] = ("owner", Call<TelemetryDesk>((d, caller, _) => d.SaveAsync(SignalPatterns.Shipped, "why", caller))),
        ["VendorReportsDesk.ReadAsync"] = (SourceKeepers, Call<VendorReportsDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["VendorReportsDesk.AddAsync"] = (SourceKeepers, Call<VendorReportsDesk>((d, caller, _) => d.AddAsync(new VendorDraft(), caller))),
        ["VendorReportsDesk.ChangeAsync"] = (SourceKeepers, Call<VendorReportsDesk>((d, caller, _) => d.ChangeAsync(99, new VendorDraft(), caller))),
        ["VendorReportsDesk.RemoveAsync"] = (SourceKeepers, Call<VendorReportsDesk>((d, caller, _) => d.RemoveAsync(99, caller))),
        ["VendorReportsDesk.TestAsync"] = (SourceKeepers, Call<VendorReportsDesk>((d, caller, _) => d.TestAsync(99, caller))),
        ["MoneyDesk.ReadAsync"] = (SourceKeepers, Call<MoneyDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["MoneyDesk.DecideAsync"] = ("owner", Call<MoneyDesk>((d, caller, _) => d.DecideAsync(new MoneyDraft(), true, caller))),
        ["VendorReportsDesk.PullNowAsync"] = (SourceKeepers, Call<VendorReportsDesk>((d, caller, _) => d.PullNowAsync(caller))),
        ["FilesDesk.LoadAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => d.LoadAsync(caller))),
        ["FilesDesk.ReadHeadAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => WithFileAsync(f => d.ReadHeadAsync(f, caller)))),
        ["FilesDesk.LookAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => WithFileAsync(f => d.LookAsync(f, Columns, new CsvTerms(), _ => { }, caller)))),
        ["FilesDesk.ImportAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => WithFileAsync(f => d.ImportAsync(f, Columns, new CsvTerms(), _ => { }, caller)))),
        ["FilesDesk.SaveMappingAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => d.SaveMappingAsync(Columns, caller))),
        ["FilesDesk.DeleteMappingAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => d.DeleteMappingAsync("none", caller))),
        ["FilesDesk.LookBackAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => d.LookBackAsync(1_000_000, caller))),
        ["FilesDesk.TakeBackAsync"] = (Importers, Call<FilesDesk>((d, caller, _) => d.TakeBackAsync(1_000_000, "why", caller))),
        ["SourceCommands.FindSeatsAsync"] = (SourceKeepers, Call<SourceCommands>((c, caller, _) => c.FindSeatsAsync("o", caller))),
        ["SourceCommands.SeatOfAsync"] = (SourceKeepers, Call<SourceCommands>((c, caller, _) => c.SeatOfAsync(RightsOrganisation.Own, caller))),
        ["SourceCommands.SeatByIdAsync"] = (SourceKeepers, Call<SourceCommands>((c, caller, on) => c.SeatByIdAsync(on.OwnSeat, caller))),
        ["SourceCommands.OpenPlaceAsync"] = (SourceKeepers, Call<SourceCommands>((c, caller, _) => c.OpenPlaceAsync(new DropPlace("Dropped", false, Pool.Unknown), null, caller))),
        ["SourceCommands.ReadAsync"] = (SourceKeepers, Call<SourceCommands>((c, caller, _) => c.ReadAsync(new IntakeOrigin(1, Scope: "x"), "a.jsonl", Stream.Null, DateTimeOffset.UnixEpoch, _ => { }, caller))),
        ["SourceCommands.WatchAsync"] = (SourceKeepers, Call<SourceCommands>((c, caller, _) => c.WatchAsync("/no/such/folder", null, Pool.Unknown, caller))),
        ["SourceCommands.StopWatching"] = (SourceKeepers, Call<SourceCommands>((c, caller, _) => Done(() => c.StopWatching("/no/such/folder", caller)))),
        ["SourceCommands.ScanNow"] = (SourceKeepers, Call<SourceCommands>((c, caller, _) => Done(() => c.ScanNow(caller)))),
        ["SourceCommands.ChangeAsync"] = (SourceKeepers, Call<SourceCommands>((c, caller, on) => c.ChangeAsync(1, on.OwnSeat, Pool.Programmatic, null, 24, caller, preview: false))),
        ["SourcesQuery.LoadAsync"] = (SourceKeepers, Call<SourcesQuery>((q, caller, _) => q.LoadAsync(null, caller))),
        ["ApiKeys.CreateAsync"] = (SourceKeepers, Call<ApiKeys>((k, caller, _) => k.CreateAsync(new ApiKeyRequest("ci", ApiKeyScopes.Ingest), caller))),
        ["ApiKeys.ListAsync"] = (SourceKeepers, Call<ApiKeys>((k, caller, _) => k.ListAsync(caller))),
        ["ApiKeys.RevokeAsync"] = (SourceKeepers, Call<ApiKeys>((k, caller, _) => k.RevokeAsync(999, caller))),
        ["ShareLinks.MakeAsync"] = ("owner finance", Call<ShareLinks>((l, caller, on) => l.MakeAsync(new ShareRequest(new ShareSubject(ShareKind.Seat, on.OwnSeat), "why", 7), caller))),
        ["ShareLinks.ListAsync"] = ("owner finance", Call<ShareLinks>((l, caller, _) => l.ListAsync(caller))),
        ["ShareLinks.RevokeAsync"] = ("owner finance", Call<ShareLinks>((l, caller, _) => l.RevokeAsync(999, caller))),
        ["KeysDesk.ListAsync"] = (SourceKeepers, Call<KeysDesk>((k, caller, _) => k.ListAsync(caller))),
        ["KeysDesk.CreateAsync"] = (SourceKeepers, Call<KeysDesk>((k, caller, _) => k.CreateAsync(new KeyDraft { Name = "ci" }, caller))),
        ["PeopleDesk.ReadAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["PeopleDesk.ChangeRolesAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.ChangeRolesAsync(caller, "new@example.org", [new RoleGrant(Role.Auditor)], "why"))),
        ["PeopleDesk.LockAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.LockAsync(caller, "nobody", "why"))),
        ["PeopleDesk.UnlockAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.UnlockAsync(caller, "nobody", "why"))),
        ["PeopleDesk.SignOutEverywhereAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.SignOutEverywhereAsync(caller, "nobody", "why"))),
        ["PeopleDesk.ResetSecondFactorAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.ResetSecondFactorAsync(caller, "nobody", "why"))),
        ["PeopleDesk.RemoveAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.RemoveAsync(caller, "nobody", "why"))),
        ["PeopleDesk.EraseAsync"] = ("owner", Call<PeopleDesk>((d, caller, _) => d.EraseAsync(caller, "nobody@example.org", "why"))),
        ["Invitations.ListAsync"] = ("owner", Call<Invitations>((i, caller, _) => i.ListAsync(caller))),
        ["Invitations.MakeAsync"] = ("owner", Call<Invitations>((i, caller, _) => i.MakeAsync(caller, "new@example.org", "New", [new RoleGrant(Role.Owner)]))),
        ["Invitations.RenewAsync"] = ("owner", Call<Invitations>((i, caller, _) => i.RenewAsync(caller, AnInvitation))),
        ["Invitations.WithdrawAsync"] = ("owner", Call<Invitations>((i, caller, _) => i.WithdrawAsync(caller, AnInvitation))),
        ["InvitationMails.IsPossibleAsync"] = ("owner", Call<InvitationMails>((m, caller, _) => m.IsPossibleAsync(caller))),
        ["InvitationMails.SendAsync"] = ("owner", Call<InvitationMails>((m, caller, _) => m.SendAsync("/join?token=none", caller))),
        ["ClaimReminders.SendAsync"] = ("owner team-admin", Call<ClaimReminders>((r, caller, on) => r.SendAsync([on.OwnSeat], caller))),
        ["MailWishDesk.ReadAsync"] = (Everyone, Call<MailWishDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["MailWishDesk.SaveAsync"] = (Everyone, Call<MailWishDesk>((d, caller, _) => d.SaveAsync(new MailWish(), caller))),
        ["DeliveriesDesk.ReadAsync"] = (DeliveryReaders, Call<DeliveriesDesk>((d, caller, _) => d.ReadAsync(new DeliveryQuery(), caller))),
        ["DeliveriesDesk.AttemptsAsync"] = (DeliveryReaders, Call<DeliveriesDesk>((d, caller, _) => d.AttemptsAsync(999, caller))),
        ["DeliveriesDesk.RetryAsync"] = (SourceKeepers, Call<DeliveriesDesk>((d, caller, _) => d.RetryAsync(999, caller))),
        ["MailDesk.ReadAsync"] = (FigureReaders, Call<MailDesk>((d, caller, _) => d.ReadAsync("http://localhost/", caller))),
        ["MailDesk.SaveAsync"] = ("owner", Call<MailDesk>((d, caller, _) => d.SaveAsync(new MailServerDraft(), caller))),
        ["MailDesk.RemoveAsync"] = ("owner", Call<MailDesk>((d, caller, _) => d.RemoveAsync(caller))),
        ["MailDesk.TestAsync"] = ("owner", Call<MailDesk>((d, caller, _) => d.TestAsync(caller))),
        ["WebhooksDesk.ListAsync"] = (FigureReaders, Call<WebhooksDesk>((d, caller, _) => d.ListAsync(caller))),
        ["WebhooksDesk.AddAsync"] = ("owner", Call<WebhooksDesk>((d, caller, _) => d.AddAsync(new WebhookDraft { Name = "x", Address = "ftp://x" }, caller))),
        ["WebhooksDesk.ChangeAsync"] = ("owner", Call<WebhooksDesk>((d, caller, _) => d.ChangeAsync(999, new WebhookDraft(), caller))),
        ["WebhooksDesk.RenewSecretAsync"] = ("owner", Call<WebhooksDesk>((d, caller, _) => d.RenewSecretAsync(999, caller))),
        ["WebhooksDesk.RemoveAsync"] = ("owner", Call<WebhooksDesk>((d, caller, _) => d.RemoveAsync(999, caller))),
        ["WebhooksDesk.TestAsync"] = ("owner", Call<WebhooksDesk>((d, caller, _) => d.TestAsync(999, caller))),
        ["JobsDesk.ReadAsync"] = ("owner finance auditor platform", Call<JobsDesk>((d, caller, _) => d.ReadAsync(new JobsFilter(), caller))),
        ["JobsDesk.ReadOneAsync"] = ("owner finance auditor platform", Call<JobsDesk>((d, caller, _) => d.ReadOneAsync("books", new JobRunsFilter(), null, caller))),
        ["JobsDesk.PreviewAsync"] = (SourceKeepers, Call<JobsDesk>((d, caller, _) => d.PreviewAsync("0 2 * * *", caller))),
        ["JobCommands.RunNowAsync"] = (SourceKeepers, Call<JobCommands>((c, caller, _) => c.RunNowAsync("books", caller))),
        ["JobCommands.ScheduleAsync"] = (SourceKeepers, Call<JobCommands>((c, caller, _) => c.ScheduleAsync("books", "*/2 * * * *", "* * * * *", caller))),
        ["JobCommands.PauseAsync"] = (SourceKeepers, Call<JobCommands>((c, caller, _) => c.PauseAsync("books", "why", caller))),
        ["JobCommands.ResumeAsync"] = (SourceKeepers, Call<JobCommands>((c, caller, _) => c.ResumeAsync("books", caller))),
        ["JobCommands.KeepAsync"] = (SourceKeepers, Call<JobCommands>((c, caller, _) => c.KeepAsync(new KeepingRow(), caller))),
        ["AlertsDesk.ReadAsync"] = (RunbookReaders, Call<AlertsDesk>((d, caller, _) => d.ReadAsync(caller))),
        ["AlertsDesk.AcknowledgeAsync"] = (Answerers, Call<AlertsDesk>((d, caller, _) => d.AcknowledgeAsync([999], "why", caller))),
        ["AlertsDesk.TakeBackAsync"] = (Answerers, Call<AlertsDesk>((d, caller, _) => d.TakeBackAsync([999], caller))),
        ["CrossingsDesk.LogAsync"] = (RunbookReaders, Call<CrossingsDesk>((d, caller, _) => d.LogAsync(new CrossingFilter(), caller))),
        ["CrossingsDesk.SilencesAsync"] = (RunbookReaders, Call<CrossingsDesk>((d, caller, _) => d.SilencesAsync(caller))),
        ["CrossingsDesk.SilenceChoicesAsync"] = (Answerers, Call<CrossingsDesk>((d, caller, on) => d.SilenceChoicesAsync(on.OwnSeat, caller))),
        ["CrossingsDesk.SilenceAsync"] = (Answerers, Call<CrossingsDesk>((d, caller, _) => d.SilenceAsync("team:Blue", null, Day, "why", caller))),
        ["CrossingsDesk.EndAsync"] = ("owner finance", Call<CrossingsDesk>((d, caller, _) => d.EndAsync(999, caller))),
        ["DryRunDesk.CyclesAsync"] = (RunbookReaders, Call<DryRunDesk>((d, caller, _) => d.CyclesAsync(caller))),
        ["DryRunDesk.RunAsync"] = (RunbookReaders, Call<DryRunDesk>((d, caller, _) => d.RunAsync(new DryRunRequest(Day), caller))),
        ["StagesDesk.ReadAsync"] = (RunbookReaders, Call<StagesDesk>((d, caller, _) => d.ReadAsync(null, caller))),
        ["StagesDesk.WhichAsync"] = (RunbookReaders, Call<StagesDesk>((d, caller, _) => d.WhichAsync(RightsOrganisation.Own, caller))),
        ["StagesDesk.PreviewAsync"] = ("owner", Call<StagesDesk>((d, caller, _) => d.PreviewAsync("organisation", RunbookRules.Default, "why", caller))),
        ["StagesDesk.SaveAsync"] = ("owner", Call<StagesDesk>((d, caller, _) => d.SaveAsync("organisation", RunbookRules.Default, "", 0, caller))),
        ["KeysDesk.RevokeAsync"] = (SourceKeepers, Call<KeysDesk>((k, caller, _) => k.RevokeAsync(999, caller))),
    };

    private static InvitationRow AnInvitation => new() { Id = 999, TokenHash = [], Email = "new@example.org", Name = "New", Roles = "[]", MadeBy = "owner@example.org" };

    private static OverageRequest ARequest(RightsOrganisation on) => new() { Id = 999, SeatId = on.OwnSeat, Cap = Dollar, UntilMs = null, AskedBy = "somebody", AskedAtMs = 0, Reason = "why" };
    /// <summary>A list that changes nothing: whether it may be looked at and saved is asked all the same.</summary>
    private static async Task<SeatPlan> APlanAsync(RightsOrganisation on) => SeatPlanner.Plan(
        await on.Database.Decisions.CurrentAsync(),
        new SeatPlanInput(SeatList.Parse("email", TimeZoneInfo.Utc, "list"), "list", new SeatDefaults(), Day, 1_795_176_000_000, new HashSet<int>()), SeatReach.All);

    private static LedgerGroup AGroup => new(Day, PostingKind.Draw, default, false, "", "", "", 0, "", "", "", "");

    [Fact]
    public void Every_command_is_in_the_table()
    {
        var commands = typeof(App).Assembly.GetTypes()
            .Where(t => t != typeof(Caller) && t.Namespace is { } name && (name.StartsWith("Dashboard.Web.Features", StringComparison.Ordinal) || name is "Dashboard.Web.Security" or "Dashboard.Web.Mail"))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(m => m.GetParameters().Any(p => p.ParameterType == typeof(Caller))).Select(m => $"{t.Name}.{m.Name}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(commands, Commands.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_command_is_refused_to_whom_the_table_does_not_name_before_it_did_anything()
    {
        var wrong = new List<string>();
        var before = await StateAsync();
        foreach (var role in Everyone.Split(' '))
        {
            var caller = await organisation.CallerAsync(role);
            foreach (var (name, (allowed, call)) in Commands)
            {
                if (!allowed.Split(' ').Contains(role) && await IsAllowedAsync(() => call(organisation, caller)))
                {
                    wrong.Add($"{name}: {role} may");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task Every_command_works_for_whom_the_table_names()
    {
        // What is called here changes the organisation, so it has one of its own.
        var own = new RightsOrganisation();
        await own.InitializeAsync();
        var wrong = new List<string>();
        foreach (var role in Everyone.Split(' '))
        {
            var caller = await own.CallerAsync(role);
            foreach (var (name, (allowed, call)) in Commands)
            {
                if (allowed.Split(' ').Contains(role) && !await IsAllowedAsync(() => call(own, caller)))
                {
                    wrong.Add($"{name}: {role} may not");
                }
            }
        }

        Assert.Empty(wrong);
        await own.DisposeAsync();
    }

    private async Task<(long Version, int Keys, int Links, int Folders)> StateAsync() => (
        (await organisation.Database.Decisions.CurrentAsync()).Version,
        (await organisation.Services.GetRequiredService<ApiKeys>().ListAsync(Caller.Product)).Count,
        (await organisation.Services.GetRequiredService<ShareLinks>().ListAsync(Caller.Product)).Count,
        organisation.Services.GetRequiredService<WatchedFolders>().All.Length);

    private static Func<RightsOrganisation, Caller, Task> Call<T>(Func<T, Caller, RightsOrganisation, Task> call)
        where T : notnull => async (organisation, caller) =>
        {
            await using var scope = organisation.Services.CreateAsyncScope();
            await call(scope.ServiceProvider.GetRequiredService<T>(), caller, organisation);
        };

    /// <summary>With one small file that the call may take away.</summary>
    private static async Task WithFileAsync(Func<UploadedFile, Task> call)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "at,model,cost\n2026-11-03T08:00:00Z,claude-opus-4-8,0.01\n");
        using var file = new UploadedFile(path, "rights.csv", 60);
        await call(file);
    }

    private static Task Done(Action call)
    {
        call();
        return Task.CompletedTask;
    }
}
