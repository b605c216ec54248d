using System.Net;
using Ringback.Catalogue;
using Ringback.Observation.Pages;
using Ringback.Phones.Events;

namespace Ringback.Observation;

/// <summary>From a page of a phone's own to an event.</summary>
public static class PageObservation
{
    /// <summary>
    /// What a page says; null when it says nothing, or is another machine's: it must bear the phone's own MAC address
    /// or name.
    /// </summary>
    /// <param name="content">The page.</param>
    /// <param name="path">Which it is.</param>
    /// <param name="mac">The phone that was asked.</param>
    /// <param name="address">Its address.</param>
    /// <param name="at">When.</param>
    public static PageRead? Of(
        ReadOnlySpan<byte> content, string path, MacAddress mac, IPAddress address, DateTimeOffset at)
    {
        if (PhonePage.Read(content) is not { } page) return null;
        string digits = mac.ToString();
        bool isIts = page.Mac is { } own
            ? own.Equals(digits, StringComparison.OrdinalIgnoreCase)
            : page.HostName?.EndsWith(digits, StringComparison.OrdinalIgnoreCase) is true;
        return !isIts ? null : new PageRead
        {
            At = at, Address = address, Mac = mac, Page = path, HostName = page.HostName,
            ModelNumber = page.ModelNumber, Application = page.Application, Version = page.Version,
            BootLoad = page.BootLoad, Serial = page.Serial, HardwareRevision = page.HardwareRevision,
            TftpServer = page.TftpServer, CallManager = page.CallManager,
        };
    }
}
