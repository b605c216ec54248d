using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Events;
using Ringback.Wire.Dns;
using Ringback.Wire.Syslog;

namespace Ringback.Observation;

/// <summary>From lines of phones' logs and questions for names to events.</summary>
public static class SideServiceObservation
{
    /// <summary>A line of a phone's log.</summary>
    /// <param name="message">The line.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="at">When.</param>
    public static PhoneSaid Said(SyslogMessage message, IPAddress from, DateTimeOffset at) => new()
    {
        At = at,
        Address = from,
        Mac = MacAddress.TryParse(message.Mac, null, out MacAddress mac) ? mac : null,
        Severity = message.Priority is { } priority ? (SaidSeverity)priority.Severity : null,
        Facility = message.Priority?.Facility,
        Host = message.Host,
        Tag = message.Tag,
        Text = message.IsCut ? message.Text + "…" : message.Text,
    };

    /// <summary>A question for a name.</summary>
    /// <param name="question">The question.</param>
    /// <param name="from">Who asked.</param>
    /// <param name="answeredWith">The address that it got; null for none.</param>
    /// <param name="because">Why, where it was we who answered; null where the answer was only seen.</param>
    /// <param name="at">When.</param>
    public static NameAsked Asked(
        DnsQuestion question, IPAddress from, IPAddress? answeredWith, DnsBecause? because, DateTimeOffset at) => new()
        {
            At = at,
            Address = from,
            Name = question.Name,
            Type = DnsType.Name(question.Type),
            AnsweredWith = answeredWith,
            Because = because switch
            {
                null => null,
                DnsBecause.Ours => $"phones look for their server under this name, and that is {answeredWith}",
                DnsBecause.NoSuchRecord => "the name is known here, and has an IPv4 address only",
                _ => "Ringback knows only the names under which phones look for their server. Another DNS server may "
                    + "know it",
            },
        };
}
