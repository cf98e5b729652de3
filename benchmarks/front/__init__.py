"""What a hand feels: the interactive figures in a real browser, beside the same picture by Plotly and by Bokeh."""
