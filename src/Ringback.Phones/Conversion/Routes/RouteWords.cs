using Ringback.Catalogue.Loads;
using Ringback.Catalogue.Problems;

namespace Ringback.Phones.Conversion.Routes;

/// <summary>Words that all routes share.</summary>
internal static class RouteWords
{
    internal const string Guide7940 = "sources.md 7940-7960 ";
    internal const string GuideOthers = "sources.md other-phones ";

    /// <summary>Stands for the phone's address in a name that it asks for.</summary>
    internal const string Mac = "<MAC>";

    internal static Problem AlreadyThere(string load) =>
        Problem.Of(ProblemCode.AlreadyThere, $"It runs {load} already: there is nothing to do.");

    /// <summary>What shows that an application of that protocol is up.</summary>
    internal static string Registers(PhoneProtocol? protocol, string load) => protocol switch
    {
        PhoneProtocol.Sccp => $"it registers over SCCP, and its alarm or registration states {load}",
        PhoneProtocol.Sip => "it registers over SIP",
        PhoneProtocol.Mgcp => "it announces its restart over MGCP",
        _ => $"its own menu shows {load}",
    };

    /// <summary>The names of a boot sequence in words of a plan.</summary>
    internal static IEnumerable<string> Names(IEnumerable<string> asks) => asks.Select(a => a
        .Replace("{MAC}", Mac, StringComparison.Ordinal).Replace("{mac}", "<mac>", StringComparison.Ordinal));
}
