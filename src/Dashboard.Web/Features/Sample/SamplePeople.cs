using System.Collections.Immutable;
using Dashboard.Storage.Decisions;

namespace Dashboard.Web.Features.Sample;

/// <summary>One person a role, so that every page can be looked at as everybody. The first is the owner.</summary>
internal static class SamplePeople
{
    public static ImmutableArray<SamplePerson> All { get; } =
    [
        new("owner", "owner@alderway.example", "Ines Carvalho", Role.Owner),
        new("finance", "finance@alderway.example", "Helena Duarte", Role.Finance),
        new("team-admin", "mara.lindqvist@alderway.example", "Mara Lindqvist", Role.TeamAdmin, "Cloud"),
        new("seat-holder", "chiara.bianchi@alderway.example", "Chiara Bianchi", Role.SeatHolder),
        new("auditor", "auditor@alderway.example", "Otto Reinholt", Role.Auditor),
        new("platform", "platform@alderway.example", "Kaito Mori", Role.Platform),
        new("nobody", "guest@alderway.example", "Renée Fontaine", null),
    ];

    /// <summary>The person a link names; without a name the owner.</summary>
    public static SamplePerson? Find(string? name) => name is null ? All[0] : All.FirstOrDefault(p => p.As == name);
}
