import "live"
import "kept-open"
import "arrivals-chart"
import "arrivals-zoom"
