using System.Globalization;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Seats;
using Dashboard.Storage.Decisions;

namespace Dashboard.Cli.Config.Parts;

/// <summary>Name, start of the books, zone, programme, what is paid, and the shared account.</summary>
internal static class OrganisationPart
{
    public static void Write(ConfigText text, Organisation organisation)
    {
        var rules = organisation.Rules;
        text.Object("organisation", () =>
        {
            text.Json.WriteString("name", organisation.Name);
            text.Json.WriteString("booksStart", ConfigWords.Day(rules.BooksStart));
            ConfigTimelines.Write(text, "zone", rules.Zone, text.Json.WriteStringValue, (at, zone) => ConfigWords.Instant(at, ZoneDays.Find(zone)));
            if (organisation.HasChosen)
            {
                WriteProgramme(text, rules.Choice);
            }

            if (!organisation.Contract.IsOne)
            {
                text.Json.WriteString("paid", organisation.Contract.ToString());
            }

            text.Object("sharedAccount", () =>
            {
                ConfigTimelines.Write(text, "anchorDay", rules.PoolAnchor, text.Json.WriteNumberValue);
                AccountPart.Write(text, rules.PoolClaims, rules.PoolOverage);
            });
        });
    }

    public static ConfigOrganisation? Read(ConfigNode node)
    {
        if (node.Object("name", "booksStart", "zone", "programme", "paid", "sharedAccount") is not { } keys)
        {
            return null;
        }

        return new ConfigOrganisation
        {
            Name = keys["name"]?.Text(),
            BooksStart = keys["booksStart"]?.Day(),
            Zone = ConfigTimelines.Read(keys, "zone", ReadZone),
            Programme = keys["programme"] is { } programme ? ReadProgramme(programme) : null,
            Paid = keys["paid"]?.Factor(),
            SharedAccount = keys["sharedAccount"] is { } shared ? AccountPart.ReadShared(shared) : null,
        };
    }

    public static void Plan(ConfigComparison found)
    {
        if (found.File.Organisation is { } file)
        {
            Plan(found, file);
        }
        else if (!found.Organisation.IsCreated)
        {
            found.Problem("$", "The organisation was not created yet, and the file has no key organisation.");
        }
    }

    public static void PlanSharedAccount(ConfigComparison found)
    {
        if (found.File.Organisation?.SharedAccount is not { } shared)
        {
            return;
        }

        var rules = found.Organisation.Rules;

        // Before there are seats no cycle has used it: one value is then that of all cycles, not of those from today on.
        var anchor = shared.Anchor is { IsNow: true } value && found.Organisation.Seats.IsEmpty ? value with { IsNow = false } : shared.Anchor;
        PlanHistory(found, anchor, rules.PoolAnchor, shared.Path + ".anchorDay", "anchor day of the shared account", v => v.ToString(CultureInfo.InvariantCulture), v => new PoolAnchorSet(v));
        AccountPart.Plan(found, shared, 0, "the shared account", rules.PoolClaims, rules.PoolOverage);
    }

    private static void WriteProgramme(ConfigText text, History<ProgrammeChoice> history)
    {
        var (first, steps) = ConfigHistory.StepsOf(history);
        if (steps.Count == 0)
        {
            text.Json.WritePropertyName("programme");
            Choice(null, first);
        }
        else
        {
            text.Many("programme", steps.Select(s => ((long?)s.AtMs, s.Value)).Prepend((null, first)), s => Choice(s.Item1, s.Item2));
        }

        void Choice(long? at, ProgrammeChoice choice) => text.Object(() =>
        {
            text.From(at);
            text.Json.WriteString("id", choice.ProgrammeId);
            text.Json.WriteString("mode", ConfigWords.Of(ConfigWords.Modes, choice.Mode));
        });
    }

    private static string ReadZone(ConfigNode node)
    {
        var zone = node.Text() ?? "UTC";
        try
        {
            ZoneDays.Find(zone);
            return zone;
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or ArgumentException)
        {
            node.Problem("There is no such time zone; an IANA id such as Europe/Berlin is needed.");
            return "UTC";
        }
    }

    private static ConfigTimeline<ProgrammeChoice>? ReadProgramme(ConfigNode node)
    {
        var steps = node.IsList ? node.List(Step) : Step(node) is { } only ? [only] : [];
        return ConfigTimelines.Checked(node, steps, !node.IsList);

        ConfigStep<ProgrammeChoice>? Step(ConfigNode item)
        {
            var keys = node.IsList ? item.Object("from", "id", "mode") : item.Object("id", "mode");
            return keys is null ? null : new ConfigStep<ProgrammeChoice>(
                item.Path,
                keys["from"]?.Instant(),
                new ProgrammeChoice(keys.Needed("id")?.Text() ?? "", keys.Needed("mode") is { } mode ? mode.Word(ConfigWords.Modes) : ProgrammeMode.Off));
        }
    }

    private static void Plan(ConfigComparison found, ConfigOrganisation file)
    {
        var organisation = found.Organisation;
        if (!organisation.IsCreated)
        {
            if (file.Name is not { } name || file.BooksStart is not { } start || file.Zone is not { } zone)
            {
                found.Problem("$.organisation", "The organisation was not created yet: name, booksStart and zone are needed.");
                return;
            }

            found.Add("$.organisation", $"organisation {name}, zone {zone.Steps[0].Value}, books start {ConfigWords.Day(start)}", new OrganisationCreated(name, zone.Steps[0].Value, start));
            foreach (var step in zone.Steps.Skip(1))
            {
                found.Add(step.Path, $"zone {step.Value}", new ZoneChanged(step.Value), step.From!.Value.In(ZoneDays.Find(step.Value)));
            }
        }
        else
        {
            if (file.Name is { } name && name != organisation.Name)
            {
                found.Add("$.organisation.name", $"name {organisation.Name} -> {name}", new OrganisationRenamed(name));
            }

            if (file.BooksStart is { } start && start != organisation.Rules.BooksStart)
            {
                found.Add("$.organisation.booksStart", $"books start {ConfigWords.Day(organisation.Rules.BooksStart)} -> {ConfigWords.Day(start)}", new BooksStartMoved(start));
            }

            PlanZone(found, file);
        }

        PlanProgramme(found, file);
        if (file.Paid is { } paid && paid.ToString() != organisation.Contract.ToString() && !(paid.IsOne && organisation.Contract.IsOne))
        {
            found.Add("$.organisation.paid", $"paid of the list price {organisation.Contract} -> {paid}", new ContractSet(paid));
        }
    }

    private static void PlanZone(ConfigComparison found, ConfigOrganisation file)
    {
        if (file.Zone is { } zone)
        {
            // Each entry's day is one of its own zone.
            var want = zone.IsNow ? zone : zone with
            {
                Steps = [.. zone.Steps.Select(s => s.From is { } from ? s with { From = new ConfigInstant(null, from.In(ZoneDays.Find(s.Value))) } : s)],
            };
            PlanHistory(found, want, found.Organisation.Rules.Zone, "$.organisation.zone", "zone", v => v, v => new ZoneChanged(v));
        }
    }

    private static void PlanProgramme(ConfigComparison found, ConfigOrganisation file)
    {
        if (file.Programme is not { } programme)
        {
            return;
        }

        if (found.Organisation.HasChosen)
        {
            PlanHistory(found, programme, found.Organisation.Rules.Choice, "$.organisation.programme", "programme", Word, v => new ProgrammeChosen(v.ProgrammeId, v.Mode));
            return;
        }

        foreach (var step in programme.Steps)
        {
            found.Add(step.Path, $"programme {Word(step.Value)}", new ProgrammeChosen(step.Value.ProgrammeId, step.Value.Mode), step.From?.In(found.Zone) ?? 0);
        }

        static string Word(ProgrammeChoice choice) => $"{choice.ProgrammeId}, {ConfigWords.Of(ConfigWords.Modes, choice.Mode)}";
    }

    /// <summary>A history of the organisation that never changes before now once there are seats.</summary>
    private static void PlanHistory<T>(ConfigComparison found, ConfigTimeline<T>? want, History<T> have, string path, string what, Func<T, string> word, Func<T, DecisionBody> body)
    {
        if (want is null)
        {
            return;
        }

        foreach (var (at, value) in ConfigTimelines.Changes(want, have, found.NowMs, found.Zone))
        {
            if (at < found.NowMs && !found.Organisation.Seats.IsEmpty)
            {
                found.Problem(path, $"The {what} {(at == 0 ? "from the begin" : $"on {ConfigWords.Instant(at, found.Zone)}")} is {word(have.At(at))}: cycles have used it, so only what begins later can change.");
                return;
            }

            found.Add(want.PathAt(at, found.Zone), $"{what} {word(have.At(at))} -> {word(value)}{found.From(at)}", body(value), at);
        }
    }
}
