using System.Net;
using Ringback.Catalogue;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Tests.Desk;

/// <summary>What is told of events that come in one go.</summary>
public sealed class RecordedTests
{
    private static readonly IPAddress[] Phones = [IPAddress.Parse("192.0.2.10"), IPAddress.Parse("192.0.2.11")];

    [Fact]
    public void Events_told_together_say_what_they_say_one_by_one()
    {
        List<Recorded> course = Course();
        string[] alone = [.. course.SelectMany(r => r.Told).Select(l => l.Text).Order(StringComparer.Ordinal)];

        (Recorded About, StoryLine Line)[] together = [.. Recorded.Tell(course)];

        Assert.Contains(alone, text => text.Contains("file-missing-fatal", StringComparison.Ordinal));
        Assert.Equal(alone, together.Select(t => t.Line.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_wrong_is_told_after_the_last_event_of_that_phone_and_once()
    {
        (Recorded About, StoryLine Line)[] told = [.. Recorded.Tell(Course())];

        foreach (IPAddress phone in Phones)
        {
            StoryLine[] its = [.. told.Where(t => phone.Equals(t.About.Event.Address)).Select(t => t.Line)];
            Assert.Contains("file-missing-fatal", its[^1].Text, StringComparison.Ordinal);
            Assert.Single(its, l => l.Text.Contains("file-missing-fatal", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void What_ended_before_the_last_event_is_not_told()
    {
        List<Recorded> course = Course();
        Fold(course, new PhoneRegistered
        {
            At = default, Address = Phones[0], Via = ProofKind.SipRegister, DeviceName = "1001",
        });
        Assert.DoesNotContain(Recorded.Tell(course), t => Phones[0].Equals(t.About.Event.Address)
            && t.Line.Text.Contains("file-missing-fatal", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_found_before_a_phone_named_itself_is_not_told_again_with_its_name()
    {
        CaseBook book = new(PhoneCatalogue.BuiltIn);
        List<Recorded> course = [];
        foreach ((int at, string name, string? mac) in ((int, string, string?)[])
        [
            (0, "SIP000E84C060A6.cnf", "000E84C060A6"), (1, "OS79XX.TXT", null), (1, "P0S3-06-3-00.bin", null),
            (1, "SIP000E84C060A6.cnf", "000E84C060A6"), (1, "RINGLIST.DAT", "000E84C060A6"),
        ])
        {
            FileAsked asked = new()
            {
                At = new DateTimeOffset(2026, 3, 14, 9, 0, course.Count, TimeSpan.Zero), Address = Phones[at],
                Mac = mac is null ? null : MacAddress.Parse(mac), Name = name, Outcome = AskOutcome.NotHere,
                Because = "not here",
            };
            PhoneCase? before = book.Before(asked);
            course.Add(new Recorded(asked, before, book.Apply(asked), PhoneCatalogue.BuiltIn));
        }

        string[] alone = [.. course.SelectMany(r => r.Told).Select(l => l.Text)];
        string[] together = [.. Recorded.Tell(course).Select(t => t.Line.Text)];
        Assert.Equal(alone.Count(IsMissing), together.Count(IsMissing));
        Assert.Contains(together, IsMissing);
    }

    private static bool IsMissing(string text) => text.Contains("file-missing-fatal", StringComparison.Ordinal);

    /// <summary>Two phones in turn ask for an image that is not here.</summary>
    private static List<Recorded> Course()
    {
        List<Recorded> course = [];
        foreach (string name in (string[])["OS79XX.TXT", "P0S3-06-3-00.bin"])
        {
            foreach (IPAddress phone in Phones)
            {
                Fold(course, new FileAsked
                {
                    At = default, Address = phone, Name = name, Outcome = AskOutcome.NotHere, Because = "not here",
                });
            }
        }

        return course;
    }

    private static void Fold(List<Recorded> course, PhoneEvent e)
    {
        PhoneCase before = course.LastOrDefault(r => Equals(r.Event.Address, e.Address))?.Phone ?? new PhoneCase();
        course.Add(new Recorded(e, before, before.Apply(e, PhoneCatalogue.BuiltIn), PhoneCatalogue.BuiltIn));
    }
}
