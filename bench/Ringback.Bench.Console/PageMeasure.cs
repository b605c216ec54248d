using Microsoft.Playwright;

namespace Ringback.Bench.Console;

/// <summary>How long a person waits, measured in the browser.</summary>
internal sealed class PageMeasure(IBrowser browser, string address)
{
    private IPage? _page;

    /// <summary>Opens the bench in a window of its own and waits until it is connected.</summary>
    internal async Task<IPage> OpenAsync()
    {
        IBrowserContext context = await browser.NewContextAsync(
            new() { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("html[data-live=yes]", new() { State = WaitForSelectorState.Attached });
        _page ??= page;
        return page;
    }

    /// <summary>Milliseconds from the click on a link to the first paint with content.</summary>
    internal async Task<double> FirstPaintAsync(int times)
    {
        List<double> paints = [];
        for (int i = 0; i < times; i++)
        {
            IPage page = await OpenAsync();
            paints.Add(await page.EvaluateAsync<double>(
                "() => new Promise(done => { const seen = performance.getEntriesByName('first-contentful-paint')[0];"
                + " if (seen) done(seen.startTime); else new PerformanceObserver(list => {"
                + " const one = list.getEntriesByName('first-contentful-paint')[0]; if (one) done(one.startTime); })"
                + ".observe({ type: 'paint', buffered: true }); })"));
            await page.Context.CloseAsync();
        }

        return paints.Order().ElementAt(paints.Count / 2);
    }

    /// <summary>Milliseconds from a click on a filter until the page shows that it is chosen.</summary>
    internal async Task<(double Median, double P95)> InteractionAsync(int times)
    {
        List<double> waits = [];
        for (int i = 0; i < times; i++)
        {
            waits.Add(await _page!.EvaluateAsync<double>(
                "which => new Promise(done => { const chip = document.querySelectorAll('.head .chip')[which];"
                + " const begin = performance.now(); const look = new MutationObserver(() => {"
                + " if (chip.getAttribute('aria-pressed') !== 'true') return; look.disconnect();"
                + " requestAnimationFrame(() => done(performance.now() - begin)); });"
                + " look.observe(chip, { attributes: true }); chip.click(); })", (i + 1) % 4));
        }

        waits.Sort();
        return (waits[waits.Count / 2], waits[(int)(waits.Count * 0.95)]);
    }
}
