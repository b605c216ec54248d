using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Subject;
using Ringback.Phones.Conversion;
using Ringback.Phones.Conversion.Routes;
using Ringback.Workbench.Contract;

namespace Ringback.Console.Board;

/// <summary>How a phone that is here, or not yet, gets from one load to another.</summary>
public static class Conversions
{
    /// <summary>The models that can be led, by their names.</summary>
    public static IReadOnlyList<string> Models(PhoneCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return [.. catalogue.Models.Where(m => FirmwareLines.Leads(m, catalogue)).Select(m => m.Model)];
    }

    /// <summary>The way; why not, where there is none or the question cannot be read.</summary>
    /// <param name="subject">The bench, with what it has.</param>
    /// <param name="model">The phone.</param>
    /// <param name="from">What it runs; null or empty when not known.</param>
    /// <param name="to">What it is to become.</param>
    /// <param name="fault">Why the question cannot be read; null when it can.</param>
    public static PlanJson? Plan(ConsoleSubject subject, string? model, string? from, string? to, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(subject);
        PhoneCatalogue catalogue = subject.Options.Catalogue;
        fault = null;
        if (catalogue.Find(model ?? "") is not { } phone)
        {
            fault = $"'{model}' is no model that this version knows.";
            return null;
        }

        RoutePoint? start = RoutePoint.Unknown;
        if (!string.IsNullOrWhiteSpace(from) && !RoutePoint.TryParse(from, phone, out start, out _))
        {
            fault = $"'{from}' is no load of a {phone.Model}.";
            return null;
        }

        if (!Goal.TryParse(to ?? "", phone.FirmwareFamily, out Goal? goal, out _))
        {
            fault = $"'{to}' is nothing that a {phone.Model} could become.";
            return null;
        }

        RouteQuestion question = new(phone, start, goal, subject.Bench.Shelf.Current.Packages, catalogue);
        return PlanJson.Of(question, RouteChoice.Plan(question));
    }
}
