"""Names that the original's modules define, methods as `Class.method`."""

NAMES = {
    "gpxpy": ("__version__ parse"),
    "gpxpy.gpx": (
        "log IGNORE_TOP_SPEED_PERCENTILES DATE_FORMAT DATE_FORMATS SMOOTHING_RATIO DEFAULT_STOPPED_SPEED_THRESHOLD "
        "GPX_10_POINT_FIELDS GPX_11_POINT_FIELDS GPX_TRACK_POINT_FIELDS TimeBounds MovingData UphillDownhill "
        "MinimumMaximum NearestLocationData PointData GPXException GPXBounds GPXBounds.__iter__ GPXBounds._min "
        "GPXBounds._max GPXBounds.max_bounds GPXXMLSyntaxException GPXWaypoint GPXWaypoint.__str__ "
        "GPXWaypoint.__repr__ GPXWaypoint.adjust_time GPXWaypoint.remove_time "
        "GPXWaypoint.get_max_dilution_of_precision GPXRoutePoint GPXRoutePoint.__str__ GPXRoutePoint.__repr__ "
        "GPXRoutePoint.adjust_time GPXRoutePoint.remove_time GPXRoute GPXRoute.adjust_time GPXRoute.remove_time "
        "GPXRoute.remove_elevation GPXRoute.length GPXRoute.get_center GPXRoute.walk GPXRoute.get_points_no "
        "GPXRoute.move GPXRoute.__repr__ GPXTrackPoint GPXTrackPoint.__repr__ GPXTrackPoint.adjust_time "
        "GPXTrackPoint.remove_time GPXTrackPoint.time_difference GPXTrackPoint.speed_between "
        "GPXTrackPoint.course_between GPXTrackPoint.__str__ GPXTrackSegment GPXTrackSegment.simplify "
        "GPXTrackSegment.reduce_points GPXTrackSegment.adjust_time GPXTrackSegment.remove_time "
        "GPXTrackSegment.remove_elevation GPXTrackSegment.length_2d GPXTrackSegment.length_3d GPXTrackSegment.move "
        "GPXTrackSegment.walk GPXTrackSegment.get_points_no GPXTrackSegment.split GPXTrackSegment.join "
        "GPXTrackSegment.remove_point GPXTrackSegment.get_moving_data GPXTrackSegment.get_time_bounds "
        "GPXTrackSegment.get_bounds GPXTrackSegment.get_speed GPXTrackSegment.add_elevation "
        "GPXTrackSegment.add_missing_data GPXTrackSegment._get_interval_distances_ratios "
        "GPXTrackSegment.get_duration GPXTrackSegment.get_uphill_downhill GPXTrackSegment.get_elevation_extremes "
        "GPXTrackSegment.get_location_at GPXTrackSegment.get_nearest_location GPXTrackSegment.smooth "
        "GPXTrackSegment.has_times GPXTrackSegment.has_elevations GPXTrackSegment.__repr__ GPXTrackSegment.clone "
        "GPXTrack GPXTrack.simplify GPXTrack.reduce_points GPXTrack.adjust_time GPXTrack.remove_time "
        "GPXTrack.remove_elevation GPXTrack.remove_empty GPXTrack.length_2d GPXTrack.get_time_bounds "
        "GPXTrack.get_bounds GPXTrack.walk GPXTrack.get_points_no GPXTrack.length_3d GPXTrack.split GPXTrack.join "
        "GPXTrack.get_moving_data GPXTrack.add_elevation GPXTrack.add_missing_data GPXTrack.move "
        "GPXTrack.get_duration GPXTrack.get_uphill_downhill GPXTrack.get_location_at "
        "GPXTrack.get_elevation_extremes GPXTrack.get_center GPXTrack.smooth GPXTrack.has_times "
        "GPXTrack.has_elevations GPXTrack.get_nearest_location GPXTrack.clone GPXTrack.__repr__ GPX GPX.simplify "
        "GPX.reduce_points GPX.adjust_time GPX.remove_time GPX.remove_elevation GPX.get_time_bounds GPX.get_bounds "
        "GPX.get_points_no GPX.refresh_bounds GPX.smooth GPX.remove_empty GPX.get_moving_data GPX.split "
        "GPX.length_2d GPX.length_3d GPX.walk GPX.get_track_points_no GPX.get_duration GPX.get_uphill_downhill "
        "GPX.get_location_at GPX.get_elevation_extremes GPX.get_points_data GPX.get_nearest_locations "
        "GPX.get_nearest_location GPX.add_elevation GPX.add_missing_data GPX.add_missing_elevations "
        "GPX.add_missing_times GPX.add_missing_speeds GPX.fill_time_data_with_regular_intervals GPX.move "
        "GPX.to_xml GPX.has_times GPX.has_elevations GPX.__repr__ GPX.clone"
    ),
    "gpxpy.geo": (
        "log EARTH_RADIUS ONE_DEGREE haversine_distance get_course length length_2d length_3d calculate_max_speed "
        "calculate_uphill_downhill distance elevation_angle distance_from_line get_line_equation_coefficients "
        "simplify_polyline Location Location.has_elevation Location.remove_elevation Location.distance_2d "
        "Location.distance_3d Location.elevation_angle Location.move Location.__add__ Location.__str__ "
        "Location.__repr__ LocationDelta LocationDelta.move LocationDelta.move_by_angle_and_distance "
        "LocationDelta.move_by_lat_lon_diff"
    ),
    "gpxpy.gpxfield": (
        "GPXFieldTypeConverter RE_TIMESTAMP SimpleTZ SimpleTZ.utcoffset SimpleTZ.dst SimpleTZ.tzname "
        "SimpleTZ.__copy__ SimpleTZ.__deepcopy__ SimpleTZ.__repr__ SimpleTZ.__eq__ parse_time format_time "
        "FloatConverter IntConverter TimeConverter TimeConverter.from_string TimeConverter.to_string INT_TYPE "
        "FLOAT_TYPE TIME_TYPE AbstractGPXField AbstractGPXField.from_xml AbstractGPXField.to_xml GPXField "
        "GPXField.from_xml GPXField.to_xml GPXComplexField GPXComplexField.from_xml GPXComplexField.to_xml "
        "GPXEmailField GPXEmailField.from_xml GPXEmailField.to_xml GPXExtensionsField GPXExtensionsField.from_xml "
        "GPXExtensionsField._resolve_prefix GPXExtensionsField._ETree_to_xml GPXExtensionsField.to_xml "
        "_check_dependents gpx_fields_to_xml gpx_fields_from_xml gpx_check_slots_and_default_values"
    ),
    "gpxpy.gpxxml": ("split_gpxs join_gpxs _find_gpx_node"),
    "gpxpy.parser": ("log library GPXParser GPXParser.init GPXParser.parse"),
    "gpxpy.utils": ("to_xml is_numeric to_number total_seconds make_str"),
}
