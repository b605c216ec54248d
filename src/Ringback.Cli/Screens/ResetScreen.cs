using System.Globalization;
using Ringback.Catalogue;
using Ringback.Cli.Screens.Printing;
using Ringback.Phones.Identification;

namespace Ringback.Cli.Screens;

/// <summary>How a person resets a phone.</summary>
internal static class ResetScreen
{
    internal static void Show(ResetQuestion question, IReadOnlyList<Procedure> procedures, string? mac)
    {
        string load = question.Load is { } known ? $" on {known}" : "";
        Output.Say($"Back to DHCP: a {question.Model.Model}{load}" + (mac is null ? "." : $", {mac}."));
        if (procedures.Count == 0) Output.Say("Nothing is known of how it is reset.");
        foreach (Procedure procedure in procedures)
        {
            Output.Say("");
            Output.Say($"{procedure.Title}{For(procedure, question)} [{procedure.Evidence}]");
            for (int i = 0; i < procedure.Steps.Count; i++)
                Output.Say(string.Create(CultureInfo.InvariantCulture, $"  {i + 1}. {procedure.Steps[i]}"));
            if (procedure.Shows is { } shows) Output.Say($"  It shows: {shows}");
            if (procedure.Takes is { } takes) Output.Say($"  Time: {takes}");
            if (procedure.Effect is { } effect) Output.Say($"  {effect}");
        }

        Output.Say("");
        Output.Say("Leave 'ringback rescue', or 'serve' with --dhcp, running meanwhile: it says when the phone asks "
            + "for an address by DHCP, and so that the reset was done.");
    }

    /// <summary>What it depends on, where that is not known of this phone.</summary>
    private static string For(Procedure procedure, ResetQuestion question)
    {
        if (procedure.Loads is not { } loads || question.Load is not null) return "";
        string[] said =
        [
            .. loads.Protocol is { } protocol ? (string[])[$"{protocol.ToString().ToUpperInvariant()} loads"] : [],
            .. loads.From is { } from ? (string[])[$"from {from}"] : [],
            .. loads.Below is { } below ? (string[])[$"before {below}"] : [],
            .. loads.Loader switch
            {
                true => (string[])["with the universal loader"],
                false => ["from before the universal loader"],
                _ => [],
            },
        ];
        return said.Length == 0 ? "" : $" ({string.Join(", ", said)})";
    }
}

/// <summary>The same as JSON.</summary>
/// <param name="Mac">The phone; null when none was named.</param>
/// <param name="Model">The model.</param>
/// <param name="Load">The load; null when it is not known.</param>
/// <param name="Protocol">The protocol; null when it is not known.</param>
/// <param name="Procedures">What to do, the surest way first.</param>
internal sealed record ResetJson(string? Mac, string Model, string? Load, string? Protocol,
    IReadOnlyList<ResetStepsJson> Procedures)
{
    internal static ResetJson Of(ResetQuestion question, IReadOnlyList<Procedure> procedures, string? mac) => new(
        mac, question.Model.Model, question.Load?.Text,
        (question.Load?.Protocol ?? question.Protocol)?.ToString().ToLowerInvariant(),
        [.. procedures.Select(ResetStepsJson.Of)]);
}

/// <summary>One way.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Title">For people.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Shows">What the phone shows; null when nothing is known.</param>
/// <param name="Takes">How long it takes; null when nothing is known.</param>
/// <param name="Effect">What it changes; null when nothing is known.</param>
/// <param name="ResetsNetwork">True when it brings the network settings back to DHCP.</param>
/// <param name="Evidence">What it rests on.</param>
internal sealed record ResetStepsJson(string Id, ProcedureKind Kind, string Title, IReadOnlyList<string> Steps,
    string? Shows, string? Takes, string? Effect, bool ResetsNetwork, string Evidence)
{
    internal static ResetStepsJson Of(Procedure procedure) => new(procedure.Id, procedure.Kind, procedure.Title,
        procedure.Steps, procedure.Shows, procedure.Takes, procedure.Effect, procedure.ResetsNetwork,
        procedure.Evidence.ToString());
}
